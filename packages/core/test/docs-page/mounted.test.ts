import { describe, expect, test } from "vitest";
import { oauth2PasswordBearer, openIdConnect } from "../../src/index.js";
import { callWith, FakeApp, next } from "../adapt/fake-framework.js";
import { info, secureOf } from "../openapi/document-of.js";
import { policyOf } from "./policy-of.js";

describe("secure.docs", () => {
  const connect = async (add: (app: FakeApp, secure: ReturnType<typeof secureOf>) => unknown) => {
    const secure = secureOf();
    const app = new FakeApp();
    const handler = secure.docs({ openapi: "/openapi.json" });
    add(app.add("GET", "/docs", [handler]), secure);
    secure.seal(app);
    expect(secure.report(app)[0]).toMatchObject({ handler: "docs", access: "open" });
    return policyOf((await handler(callWith(), next)) as Response)["connect-src"];
  };

  test("is an open route that no document lists, and may call its own origin", async () => {
    const address = await connect((app, secure) => {
      app.add("GET", "/openapi.json", [secure.openapi(app, { info })]);
      expect(secure.document(app, { info }).paths).toEqual({});
    });
    expect(address).toBe("'self'");
  });

  test("may call the servers and the sign-in that its documents name in full", async () => {
    const tokens = oauth2PasswordBearer({ tokenUrl: "https://id.example/token", refreshUrl: "/refresh", verify: (sub) => sub });
    const discovered = openIdConnect({
      openIdConnectUrl: "https://oidc.example:8443/.well-known/openid-configuration",
      verify: (sub) => sub,
    });
    const address = await connect((app, secure) => {
      app.add("GET", "/a", [secure({ tokens, discovered }, () => 1)]);
      app.add("GET", "/openapi.json", [secure.openapi(app, { info, servers: [{ url: "https://api.example/v1" }, { url: "/v2" }] })]);
    });
    expect(address).toBe("'self' https://api.example https://oidc.example:8443 https://id.example");
  });
});
