import { fresh, Guarded, provider, Security } from "@ampoule/core";
import { expect, test, vi } from "vitest";
import type { Frame } from "../frames.js";
import { good, token, verify } from "./fixtures.js";

/** Scopes, guards, and what runs how often. */
export function describeLevels(frame: Frame): void {
  test("FastAPI weak spot 9: scopes that are demanded of a scheme are enforced, by 403", async () => {
    class Items {
      list(@Security(token, "a", "b") it: object) {
        return it;
      }
    }
    await using app = await frame(({ secure, route }) => route("get", "/", secure(Items, "list")));
    expect((await app.ask("GET /", good)).status).toBe(200);
    expect(await app.ask("GET /", "Authorization: Bearer a")).toMatchObject({
      status: 403,
      challenge: 'Bearer realm="api", error="insufficient_scope", scope="a b"',
    });
  });

  test("FastAPI weak spot 10: guards at several levels share one run, whatever scopes each demands", async () => {
    const run = vi.fn((needs: { readonly token: { readonly sub: string } }) => needs.token.sub);
    const user = provider({ token }, run);
    @Guarded(user, "c")
    class Items {
      @Guarded(user, "d") list(@Security(user, "a") me: string) {
        return { me };
      }
    }
    await using app = await frame((place) => {
      place.use(place.secure.guard(user, "a"));
      place.nest("/inner", ({ secure, use, route }) => {
        use(secure.guard(user, "b"));
        route("get", "/", secure(Items, "list"));
      });
    });
    verify.mockClear();
    expect((await app.ask("GET /inner", good)).status).toBe(200);
    expect([run.mock.calls.length, verify.mock.calls.length]).toEqual([1, 1]);
    expect((await app.ask("GET /inner", "Authorization: Bearer a.c.d")).challenge).toContain('scope="b"');
  });

  test("FastAPI weak spot 11: one route below a guard is opened by name", async () => {
    await using app = await frame(({ secure, use, route }) => {
      const guard = secure.guard(token);
      use(guard);
      route("get", "/login", guard.except(secure.open(() => "login")));
      route(
        "get",
        "/other",
        secure.open(() => "other"),
      );
    });
    expect((await app.ask("GET /login")).body).toBe("login");
    expect([(await app.ask("GET /other")).status, (await app.ask("GET /other", good)).status]).toEqual([401, 200]);
  });

  test("FastAPI weak spot 16: fresh counts in guards too, and nothing runs below what is kept", async () => {
    let calls = 0;
    const counter = provider({ token }, () => ({ call: ++calls }));
    const above = provider({ counter: fresh(counter) }, ({ counter }) => counter);
    await using app = await frame(({ secure, route, nest }) => {
      route(
        "get",
        "/kept",
        secure({ a: above, b: above }, ({ a, b }) => [a.call, b.call, calls]),
      );
      nest("/guarded", (inner) => {
        inner.use(inner.secure.guard(counter));
        inner.use(inner.secure.guard(fresh(counter)));
        inner.route(
          "get",
          "/",
          inner.secure({ counter }, ({ counter: { call } }) => [call, calls]),
        );
      });
    });
    expect((await app.ask("GET /kept", good)).body).toEqual([1, 1, 1]);
    calls = 0;
    expect((await app.ask("GET /guarded", good)).body).toEqual([1, 2]);
  });
}
