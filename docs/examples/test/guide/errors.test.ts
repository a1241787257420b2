import { provider, rejected, resource, UnavailableError, type Lifetime } from "@ampoule/core";
import { container } from "tsyringe";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Database, transaction } from "../../src/guide/graphs/resources.js";
import { accessToken } from "../../src/guide/graphs/sharing.js";
import { Sessions } from "../../src/tutorial/sessions.js";
import { onExpress } from "./express.js";
import { frames } from "./frames.js";

container.registerSingleton(Sessions).registerSingleton(Database);
const token = `Authorization: Bearer ${container.resolve(Sessions).open("1", [])}`;
const { log } = container.resolve(Database);
afterEach(() => void (log.length = 0));

const failing = () => {
  throw new RangeError("of the handler");
};

/** A resource that does something else with an error than to throw it on. */
function stubborn(lifetime: Lifetime, handle: () => void) {
  return resource(
    { token: accessToken },
    function* () {
      try {
        yield 1;
      } catch {
        handle();
      }
    },
    { lifetime },
  );
}

describe("an error of the handler", () => {
  test("may be replaced: those outside hear of the new one", async () => {
    const replacing = stubborn("handler", () => {
      throw new SyntaxError("another");
    });
    await using app = await onExpress((app, secure) => app.get("/", secure({ transaction, replacing }, failing)));
    expect(await app.ask("GET /", token)).toMatchObject({ status: 500, body: { fault: "SyntaxError" } });
    expect(log).toEqual(["begin", "rollback"]);
  });

  test("that is swallowed is a fault, and those outside close in peace", async () => {
    const swallowing = stubborn("handler", () => undefined);
    await using app = await onExpress((app, secure) => app.get("/", secure({ transaction, swallowing }, failing)));
    expect(await app.ask("GET /", token)).toMatchObject({ status: 500, body: { fault: "TypeError" } });
    expect(log).toEqual(["begin", "commit"]);
  });
});

describe("before the handler", () => {
  test.each([
    ["a provider's error", () => failing(), 500],
    ["what is unavailable", () => Promise.reject(new UnavailableError("down")), 503],
    ["a later refusal", () => rejected("no"), 401],
  ])("%s rolls back what is open", async (_, run, status) => {
    const later = provider({ transaction }, run);
    await using app = await onExpress((app, secure) =>
      app.get(
        "/",
        secure({ later }, () => "never"),
      ),
    );
    expect((await app.ask("GET /", token)).status).toBe(status);
    expect(log).toEqual(["begin", "rollback"]);
  });
});

describe.each(frames)("a resource of a guard on %s", (name, frame) => {
  const guarded = () =>
    frame(({ secure, use, route }) => {
      use(secure.guard(transaction));
      route("get", "/ours", secure({ token: accessToken }, failing));
      route("get", "/plain", failing);
    });

  test("hears of an error of Ampoule's handlers", async () => {
    await using app = await guarded();
    expect((await app.ask("GET /ours", token)).status).toBe(500);
    await vi.waitFor(() => expect(log).toEqual(["begin", "rollback"]));
  });

  test("hears of an error of the framework's own handlers only where the framework tells", async () => {
    await using app = await guarded();
    expect((await app.ask("GET /plain", token)).status).toBe(500);
    await vi.waitFor(() => expect(log).toEqual(["begin", name === "Express" ? "commit" : "rollback"]));
  });
});

/** What Koa or Hono hands to a handler, as far as it is used. */
interface Context {
  body?: unknown;
  readonly json?: (value: object) => unknown;
}

describe.each(frames.filter(([name]) => name !== "Express"))("a resource of a guard on %s, bound to the handler", (_, frame) => {
  test("that fails to close lets nothing of a plain handler be sent", async () => {
    const failing = resource(
      { token: accessToken },
      function* () {
        yield 1;
        throw new SyntaxError("commit failed");
      },
      { lifetime: "handler" },
    );
    await using app = await frame(({ secure, use, route }) => {
      use(secure.guard(failing));
      route("get", "/plain", (context: Context) =>
        context.json === undefined ? (context.body = { sent: true }) : context.json({ sent: true }),
      );
    });
    expect((await app.ask("GET /plain", token)).status).toBe(500);
  });
});
