import { describe, expect, test } from "vitest";
import { bearer, oauth2, oauth2AuthorizationCodeBearer, oauth2PasswordBearer } from "../../src/index.js";
import { schemeOf } from "./scheme-of.js";

const verify = () => ({ scopes: [] });

describe("OpenAPI", () => {
  test("bearer says how a token is made, where it is told", () => {
    expect(schemeOf(bearer(verify, { bearerFormat: "JWT" })).openapi).toEqual({ type: "http", scheme: "bearer", bearerFormat: "JWT" });
  });

  test("the password flow has its URLs and scopes", () => {
    const made = schemeOf(oauth2PasswordBearer({ tokenUrl: "/t", refreshUrl: "/r", scopes: { read: "See", write: "Change" }, verify }));
    const password = { scopes: { read: "See", write: "Change" }, tokenUrl: "/t", refreshUrl: "/r" };
    expect(made.openapi).toEqual({ type: "oauth2", flows: { password } });
    expect(made.scopes).toEqual(["read", "write"]);
  });
});

describe("the flows of OAuth 2", () => {
  test("openapi.extra.oauth2-all-flows: all four, each with its URLs, and with scopes where none are said", () => {
    const flows = {
      implicit: { authorizationUrl: "a" },
      password: { tokenUrl: "t" },
      clientCredentials: { tokenUrl: "t" },
      authorizationCode: { authorizationUrl: "a", tokenUrl: "t" },
    };
    const described = Object.fromEntries(Object.entries(flows).map(([kind, flow]) => [kind, { scopes: {}, ...flow }]));
    expect(schemeOf(oauth2({ flows, verify })).openapi).toStrictEqual({ type: "oauth2", flows: described });
  });

  test("every scope of every flow may be demanded, each once", () => {
    const flows = {
      password: { tokenUrl: "t", scopes: { read: "See", write: "Change" } },
      clientCredentials: { tokenUrl: "t", refreshUrl: "r", scopes: { read: "Copy", sync: "Copy all" } },
    };
    const made = schemeOf(oauth2({ flows, verify }));
    expect(made.scopes).toEqual(["read", "write", "sync"]);
    expect(made.openapi).toStrictEqual({ type: "oauth2", flows });
  });

  test("openapi.extra.code-full: the code flow with everything", () => {
    const said = { authorizationUrl: "https://idp.example/authorize", tokenUrl: "https://idp.example/token", refreshUrl: "/r" };
    const made = schemeOf(oauth2AuthorizationCodeBearer({ ...said, scopes: { read: "See" }, verify }));
    expect(made.openapi).toStrictEqual({ type: "oauth2", flows: { authorizationCode: { ...said, scopes: { read: "See" } } } });
  });

  test("what a flow does not know, and what is not said, is left out", () => {
    const flow = { tokenUrl: "t", authorizationUrl: undefined, refreshUrl: undefined, extra: 1 };
    const flows = { password: flow, implicit: undefined } as object as { password: { tokenUrl: string } };
    expect(schemeOf(oauth2({ flows, verify })).openapi).toStrictEqual({
      type: "oauth2",
      flows: { password: { scopes: {}, tokenUrl: "t" } },
    });
  });
});
