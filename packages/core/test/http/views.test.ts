import { describe, expect, test } from "vitest";
import { WebView } from "../../src/adapter.js";
import { apiKeyCookie, apiKeyHeader, apiKeyQuery, allowKeyInUrl, basic, bearer, type RequestView } from "../../src/index.js";
import { schemeOf } from "../schemes/scheme-of.js";
import { arrive, fetchRequest } from "./serve.js";

/** Both views of one request. */
async function looked<T>(lines: readonly string[], look: (view: RequestView) => T): Promise<{ node: T; web: T }> {
  return arrive(lines, ({ request, view }) => ({ node: look(view), web: look(new WebView(fetchRequest(request))) }));
}

async function expectAgreement(lines: readonly string[], look: (view: RequestView) => unknown): Promise<unknown> {
  const { node, web } = await looked(lines, look);
  expect(web).toEqual(node);
  return node;
}

describe("both views agree", () => {
  test.each(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])("on the method %s", async (method) => {
    expect(await expectAgreement([`${method} / HTTP/1.1`], (view) => view.method)).toBe(method);
  });

  test.each(["/", "/a/b?c=d&e", "/%61%2F?x=%20+", "//a//b", "/a;b=c?", "/?", "/a:80/", "/http://b/c?d", "/@b/?q=http://c/"])(
    "on the target %s",
    async (target) => {
      expect(await expectAgreement([`GET ${target} HTTP/1.1`], (view) => view.url)).toBe(target);
    },
  );

  test("a request without a path has the root", () => {
    expect(new WebView(new Request("http://a")).url).toBe("/");
    expect(new WebView(new Request("http://a?b=//c/")).url).toBe("/?b=//c/");
  });

  test.each(["x-key", "X-KEY", "X-Key"])("S-056 on a header asked for as %s", async (name) => {
    expect(await expectAgreement(["GET / HTTP/1.1", "x-Key:  a b\t"], (view) => view.header(name))).toEqual(["a b"]);
  });

  test.each([
    ["S-028 an underscore", "x_key"],
    ["a name that was not sent", "x-other"],
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["what is no field name", "x key"],
    ["nothing", ""],
    ["a letter above 0x7F", "x-\u212aey"],
  ])("that there is no header: %s", async (_, name) => {
    expect(await expectAgreement(["GET / HTTP/1.1", "X-Key: a"], (view) => view.header(name))).toEqual([]);
  });

  test("on several headers, asked for in turn and again", async () => {
    const names = ["x-key", "X-Other", "x key", "X-KEY", "x-other", "X-Other", ":path", "x-key"];
    const values = [["a"], ["b"], [], ["a"], ["b"], ["b"], [], ["a"]];
    expect(await expectAgreement(["GET / HTTP/1.1", "X-Key: a", "X-Other: b"], (view) => names.map((name) => view.header(name)))).toEqual(
      values,
    );
  });

  test("on bytes above 0x7F: one character each", async () => {
    expect(await expectAgreement(["GET / HTTP/1.1", "X-Key: \u00e9\u00ff\u00c3\u00a9"], (view) => view.header("x-key"))).toEqual([
      "\u00e9\u00ff\u00c3\u00a9",
    ]);
  });

  test("S-059 S-060 on parameters and cookies, with their repeats", async () => {
    const lines = ["GET /?k=1&k=%32&K=3&k[]=4 HTTP/1.1", 'Cookie: c=1; C=2; c="3"', "Cookie: c=4; d=5"];
    expect(await expectAgreement(lines, (view) => [view.query("k"), view.cookie("c")])).toEqual([
      ["1", "2"],
      ["1", "3", "4"],
    ]);
    expect(await expectAgreement(lines, (view) => [view.query("__proto__"), view.cookie("__proto__")])).toEqual([[], []]);
  });

  test("S-009 repeated fields stay visible: a list on Node, joined by commas on Fetch", async () => {
    const lines = ["GET / HTTP/1.1", "X-Key: a", "x-key: b", "Authorization: c", "Authorization: d"];
    expect(await looked(lines, (view) => [view.header("x-key"), view.header("authorization")])).toEqual({
      node: [
        ["a", "b"],
        ["c", "d"],
      ],
      web: [["a, b"], ["c, d"]],
    });
  });
});

test("S-238 the address of the socket, whatever the fields say; Fetch has none", async () => {
  const lines = ["GET / HTTP/1.1", "X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.2", "X-Real-IP: 192.0.2.3"];
  expect(await looked(lines, ({ remoteAddress }) => remoteAddress)).toEqual({ node: "127.0.0.1", web: undefined });
});

const schemes = [
  schemeOf(bearer(() => undefined)),
  schemeOf(basic({ verify: () => undefined })),
  schemeOf(apiKeyHeader({ name: "X-Key", verify: () => undefined })),
  schemeOf(apiKeyQuery({ name: "k", [allowKeyInUrl]: true, verify: () => undefined })),
  schemeOf(apiKeyCookie({ name: "c", verify: () => undefined })),
];
const verdicts = (view: RequestView) => schemes.map((one) => one.read(view));

const fields = ["Bearer a", "Bearer b", "Basic QTpi", 'Digest a="b", c="d"', "Token x"];
const pairs = fields.flatMap((one) => fields.map((other) => [one, other] as const));

describe("S-338 every scheme reads the same from both", () => {
  test.each(fields)("one field: %s", async (field) => {
    await expectAgreement(["GET / HTTP/1.1", `Authorization: ${field}`], verdicts);
  });

  test.each(pairs)("S-009 S-010 two fields: %s, %s", async (one, other) => {
    const read = await expectAgreement(["GET / HTTP/1.1", `Authorization: ${one}`, `Authorization: ${other}`], verdicts);
    expect((read as unknown[]).slice(0, 2)).toMatchObject([{ invalidRequest: true }, { invalidRequest: true }]);
  });

  test.each([
    ["S-057 two keys", ["GET / HTTP/1.1", "X-Key: a", "X-Key: a"]],
    ["S-059 two parameters", ["GET /?k=a&k=a HTTP/1.1"]],
    ["S-060 two cookies in a field", ["GET / HTTP/1.1", "Cookie: c=a; c=a"]],
    ["S-060 two cookies in two fields", ["GET / HTTP/1.1", "Cookie: c=a", "Cookie: c=a"]],
    ["one of each", ["GET /?k=a HTTP/1.1", "Cookie: c=b", "X-Key: d"]],
    ["S-054 empty ones", ["GET /?k= HTTP/1.1", "Cookie: c=", "X-Key:"]],
  ])("%s", async (title, lines) => {
    const read = (await expectAgreement(lines, verdicts)) as unknown[];
    if (title.includes("two")) expect(read.filter((one) => (one as { invalidRequest?: boolean }).invalidRequest)).toHaveLength(1);
  });
});
