import { describe, expect, test } from "vitest";
import { scopeReader } from "../../src/contract/scopes.js";
import type { ScopeClaim } from "../../src/index.js";

/** Claims as issuers write them, in the parts that matter here. */
const entra = {
  aud: "00001111-aaaa-2222-bbbb-3333cccc4444",
  iss: "https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.0",
  azp: "11112222-bbbb-3333-cccc-4444dddd5555",
  scp: "Files.Read Files.ReadWrite",
  sub: "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
  ver: "2.0",
};
const entraApplication = { ...entra, scp: undefined, idtyp: "app", roles: ["Files.Read.All", "Files.ReadWrite.All"] };
const okta = {
  ver: 1,
  jti: "AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE",
  iss: "https://example.okta.com/oauth2/default",
  cid: "nmdP1fcyvdVO11AL7ECm",
  uid: "00ujmkLgagxeRrAg20g3",
  scp: ["openid", "items:read"],
  sub: "isaac.brock@example.com",
};
const auth0 = {
  iss: "https://example.eu.auth0.com/",
  sub: "auth0|5f7c8ec7c33c6c004bbafe82",
  aud: ["https://items.example/", "https://example.eu.auth0.com/userinfo"],
  scope: "openid profile",
  permissions: ["items:read", "items:write"],
};
const rfc9068 = { iss: "https://authorization-server.example.com/", sub: "5ba552d67", client_id: "s6BhdRkqt3", scope: "openid reademail" };

describe("the claims of issuers", () => {
  test.each<[string, ScopeClaim | undefined, object, readonly string[]]>([
    ["RFC 9068, by default", undefined, rfc9068, ["openid", "reademail"]],
    ["RFC 9068", "scope", rfc9068, ["openid", "reademail"]],
    ["a value of one's own", "scope", { scopes: ["a", "b"], scope: "c" }, ["a", "b"]],
    ["Entra, for a user", "scp", entra, ["Files.Read", "Files.ReadWrite"]],
    ["Entra, for an application", "roles", entraApplication, ["Files.Read.All", "Files.ReadWrite.All"]],
    ["Okta", "scp", okta, ["openid", "items:read"]],
    ["Auth0", "permissions", auth0, ["items:read", "items:write"]],
    ["Auth0, without permissions asked for", undefined, auth0, ["openid", "profile"]],
    ["Entra, by default: nothing", undefined, entra, []],
    ["Okta, by default: nothing", undefined, okta, []],
  ])("%s", (_, from, claims, held) => {
    expect(scopeReader("X", from)(claims)).toEqual(held);
  });

  test("a function reads anything else", () => {
    const from = (claims: typeof entra & { roles?: string[] }) => [...claims.scp.split(" "), ...(claims.roles ?? [])];
    expect(scopeReader("X", from)({ ...entra, roles: ["Admin"] })).toEqual(["Files.Read", "Files.ReadWrite", "Admin"]);
  });
});

const claims = ["scope", "scp", "permissions", "roles"] as const;

describe("S-293 what is of another shape holds none", () => {
  const shapes = [{ read: true }, 1, true, null, undefined, [["read"]], ["read write"], new Set(["read"]), () => ["read"], Object("read")];

  test.each(claims)("under %s", (claim) => {
    for (const shape of shapes) expect(scopeReader("X", claim)({ [claim]: shape }), String(shape)).not.toContain("read");
    for (const value of ["read", ["read"], 7, null, undefined]) expect(scopeReader("X", claim)(value)).toEqual([]);
  });

  test.each(["permissions", "roles"] as const)("text is no list, for %s", (claim) => {
    expect(scopeReader("X", claim)({ [claim]: "read" })).toEqual([]);
    expect(scopeReader("X", claim)({ [claim]: ["a", 1, null, ["b"], "c"] })).toEqual(["a", "c"]);
  });

  test.each(claims)("%s is read of the value's own, or of its class's, and never of every object's", (claim) => {
    const held = claim === "scope" ? "read" : ["read"];
    class Token {
      get [claim]() {
        return held;
      }
    }
    expect(scopeReader("X", claim)(new Token())).toEqual(["read"]);
    Object.defineProperty(Object.prototype, claim, { value: held, configurable: true });
    try {
      expect(scopeReader("X", claim)({ sub: "a" })).toEqual([]);
    } finally {
      Reflect.deleteProperty(Object.prototype, claim);
    }
  });

  test.each<[string, unknown]>([
    ["text", "read"],
    ["nothing", undefined],
    ["a promise", Promise.resolve(["read"])],
    ["a set", new Set(["read"])],
  ])("a function that gives %s", (_, given) => {
    expect(scopeReader("X", () => given as string[])({})).toEqual([]);
  });
});
