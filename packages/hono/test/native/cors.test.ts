import { Hono, type Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { streamText } from "hono/streaming";
import { container } from "tsyringe";
import { describe, expect, test, vi } from "vitest";
import { security } from "../../src/index.js";

const page = "https://app.test";

function application(): Hono {
  const secure = security({ container });
  const app = new Hono();
  app.use(secure.cors({ origins: [page], exposed: ["X-A"], credentials: true }));
  app.use(async (context, next) => {
    context.header("Vary", "Accept-Encoding");
    await next();
  });
  const ways: Readonly<Record<string, (context: Context) => Response | Promise<Response>>> = {
    "/fault": () => Promise.reject(new Error("mine")),
    "/status": () => {
      throw new HTTPException(418, { res: new Response("teapot", { headers: { "Access-Control-Allow-Origin": "*" }, status: 418 }) });
    },
    "/fields": (context) => context.text("own", 200, { "Access-Control-Allow-Origin": "*", Vary: "X-B" }),
    "/stream": (context) => streamText(context, async (out) => void (await out.write("own"))),
    "/redirect": (context) => context.redirect("/elsewhere"),
    "/immutable": () => Response.redirect("https://elsewhere.test/"),
    "/fetched": () => fetch("data:text/plain,own"),
    "/nothing": (context) => context.body(null, 204),
    "/cookies": () =>
      new Response("own", {
        headers: [
          ["Set-Cookie", "a=1"],
          ["Set-Cookie", "b=2"],
        ],
      }),
  };
  for (const [path, answer] of Object.entries(ways))
    app.get(
      path,
      secure.open((context) => answer(context)),
    );
  return secure.seal(app);
}

const ask = (path: string) => application().request(path, { headers: { Origin: page } });

describe("CORS on Hono", () => {
  test.each([
    ["/fault", 500],
    ["/status", 418],
    ["/fields", 200],
    ["/stream", 200],
    ["/redirect", 302],
    ["/immutable", 302],
    ["/fetched", 200],
    ["/nothing", 204],
    ["/cookies", 200],
    ["/nowhere", 404],
  ])("S-278 S-280 %s has the policy's fields, once", async (path, status) => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const response = await ask(path);
    quiet.mockRestore();
    const names = ["access-control-allow-origin", "access-control-allow-credentials", "access-control-expose-headers"];
    expect([response.status, ...names.map((name) => response.headers.get(name))]).toEqual([status, page, "true", "X-A"]);
  });

  test("S-281 Vary, cookies and bodies are kept", async () => {
    expect((await ask("/stream")).headers.get("Vary")).toBe("Accept-Encoding, Origin");
    expect((await ask("/cookies")).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    for (const path of ["/fields", "/stream", "/fetched", "/cookies"]) expect(await (await ask(path)).text()).toBe("own");
  });
});
