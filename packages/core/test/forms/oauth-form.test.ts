import { inspect } from "node:util";
import { expect, test } from "vitest";
import { WebView } from "../../src/adapter.js";
import { definition } from "../../src/contract/provider.js";
import { isOutcome } from "../../src/contract/outcome.js";
import { ConfigurationError, oauthForm, type Context, type OAuthForm } from "../../src/index.js";
import { post } from "./post.js";

async function read(request: Request, options: { readonly client?: boolean } = {}): Promise<OAuthForm | string> {
  const made = oauthForm({ fields: ["token"], ...options })[definition];
  if (made.kind !== "function") throw new Error(made.kind);
  const context: Partial<Context> = { request: new WebView(request) };
  const given = await made.run({} as never, context as Context);
  if (!isOutcome(given)) return given as OAuthForm;
  return given.kind === "rejected" ? `${given.oauth?.error}: ${given.oauth?.description}` : given.kind;
}

const sent = async (...given: Parameters<typeof post>): Promise<OAuthForm> => {
  const form = await read(post(...given));
  if (typeof form === "string") throw new Error(form);
  return form;
};

test("fields of the body, and the client of the body or the header", async () => {
  const inBody = await sent("token=a&other=b&client_id=web&client_secret=s");
  expect([inBody.get("token"), inBody.clientId, inBody.clientSecret]).toEqual(["a", "web", "s"]);
  const inHeader = await sent("token=", undefined, `Basic ${btoa("web:s")}`);
  expect([inHeader.get("token"), inHeader.clientId, inHeader.clientSecret]).toEqual([undefined, "web", "s"]);
  const nobody = await sent("token=a");
  expect([nobody.clientId, nobody.clientSecret]).toEqual([null, null]);
});

test("S-236 repeats, two ways to name the client, and what is no form are refused", async () => {
  expect(await read(post("token=a&token=a"))).toBe("invalid_request: token is repeated");
  expect(await read(post("client_id=a", undefined, `Basic ${btoa("web:s")}`))).toMatch(
    /^invalid_request: .*in the header and in the body$/,
  );
  expect(await read(post('{"token":"a"}', "application/json"))).toMatch(/^invalid_request/);
  expect(await read(post("token=a", undefined, "Basic !"))).toMatch(/^invalid_client/);
});

test("where another provider says who asks, the form has no client, and Authorization is not looked at", async () => {
  for (const authorization of ["Basic !", `Basic ${btoa("reports:100%")}`, `Basic ${btoa("web:s")}`]) {
    const form = await read(post("token=a&client_id=b&client_id=c&client_secret=d", undefined, authorization), { client: false });
    if (typeof form === "string") throw new Error(form);
    expect([form.get("token"), form.clientId, form.clientSecret]).toEqual(["a", null, null]);
  }
  expect(await read(post("token=a&token=a"), { client: false })).toBe("invalid_request: token is repeated");
});

test("S-320 nothing of it shows", async () => {
  const form = await sent("token=hidden-token&client_id=web&client_secret=hidden-secret");
  for (const text of [inspect(form, { showHidden: true, depth: 9 }), JSON.stringify(form), JSON.stringify(Object.assign({}, form))])
    expect(text).not.toContain("hidden");
});

test.each([0, -1, 1.5, Number.NaN])("a limit of %s bytes is no limit", (limit) => {
  expect(() => oauthForm({ fields: [], limit })).toThrow(ConfigurationError);
});
