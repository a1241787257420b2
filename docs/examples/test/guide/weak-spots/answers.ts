import { connect } from "node:net";
import { allowKeyInUrl, anyOf, apiKeyQuery, loginForm, REQUEST } from "@ampoule/core";
import { expect, test, vi } from "vitest";
import type { Frame } from "../frames.js";
import { fieldsOf } from "../listening.js";
import { account, behind, good, key, token } from "./fixtures.js";

/** What is answered, and when. */
export function describeAnswers(frame: Frame): void {
  test("FastAPI weak spot 6: who is not known hears nothing of a malformed body", async () => {
    const parse = (body: Uint8Array | undefined): unknown => JSON.parse(new TextDecoder().decode(body));
    const read = vi.fn(parse);
    await using app = await frame(({ secure, route }) => {
      const save = secure({ token, request: REQUEST }, async ({ request }) => read(await request.body()));
      route("post", "/", save);
    });
    expect((await app.post("/", "application/json", "{bad")).status).toBe(401);
    expect(read).not.toHaveBeenCalled();
    expect((await app.post("/", "application/json", '{"a":1}', good)).body).toEqual({ a: 1 });
  });

  test("FastAPI weak spot 12: a request to change to WebSocket is answered by the route's security, and by nothing else", async () => {
    await using app = await frame(behind(token));
    const refused = await upgrade(app.url);
    expect([refused.split("\r\n")[0], /^www-authenticate: (.*)\r$/im.exec(refused)?.[1]]).toEqual([
      "HTTP/1.1 401 Unauthorized",
      'Bearer realm="api"',
    ]);
    expect((await upgrade(app.url, good)).split("\r\n")[0]).toBe("HTTP/1.1 200 OK");
  });

  test.each([
    ["username=a", "invalid_request"],
    ["username=a&password=b&grant_type=code", "unsupported_grant_type"],
    ["username=a&password=b&username=c", "invalid_request"],
    ["username=a&password=b&scope=%22", "invalid_scope"],
  ])("FastAPI weak spot 13: a token endpoint answers %s with RFC 6749's %s", async (form, error) => {
    await using app = await frame(({ secure, route }) =>
      route(
        "post",
        "/token",
        secure({ form: loginForm() }, () => "in"),
      ),
    );
    const { status, body } = await app.post("/token", "application/x-www-form-urlencoded", form);
    expect([status, body]).toMatchObject([400, { error }]);
  });

  test("FastAPI weak spot 14: what was set on the framework's response is in the answer, and a scheme's fields are in every one", async () => {
    const feed = apiKeyQuery({ name: "key", [allowKeyInUrl]: true, verify: (text) => ({ name: text }) });
    await using app = await frame(({ secure, use, route, setsCookie }) => {
      use(setsCookie);
      route(
        "get",
        "/value",
        secure({ feed }, ({ feed }) => feed),
      );
      route(
        "get",
        "/response",
        secure({ feed }, () => new Response("own")),
      );
    });
    const fieldsAt = async (target: string, name: string) => fieldsOf((await app.ask(`GET ${target}`)).response, name);
    for (const target of ["/value", "/value?key=x"]) expect(await fieldsAt(target, "set-cookie"), target).toEqual(["seen=yes"]);
    for (const target of ["/value", "/value?key=x", "/response", "/response?key=x"]) {
      expect(await fieldsAt(target, "referrer-policy"), target).toEqual(["no-referrer"]);
    }
  });

  test("FastAPI weak spot 15: every scheme that would do is challenged", async () => {
    await using app = await frame(behind(anyOf(token, account, key)));
    expect((await app.ask("GET /")).challenge).toBe(
      String.raw`Bearer realm="api", Basic realm="the \"inner\" realm", charset="UTF-8", APIKey realm="api"`,
    );
  });
}

/** Asks to change to WebSocket, and gives the whole answer. */
function upgrade(url: string, ...fields: string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const key = ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
  const lines = ["GET / HTTP/1.1", "Host: localhost", "Connection: Upgrade, close", "Upgrade: websocket", ...key, ...fields];
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname).setEncoding("utf8");
    socket.on("data", (part: string) => (answer += part)).on("error", reject);
    socket.on("close", () => resolve(answer)).write(`${lines.join("\r\n")}\r\n\r\n`);
  });
}
