import { bearer, ConfigurationError, provider, scoped, type ProviderValue } from "@ampoule/core";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { Keys } from "../../src/guide/services.js";
import * as demand from "../../src/guide/scopes/demand.js";
import { auth0, claims, entra, keycloak, roles, standard } from "../../src/guide/scopes/dialects.js";
import { member, Permissions } from "../../src/guide/scopes/wanted.js";
import { Sessions } from "../../src/tutorial/sessions.js";
import { behind, onExpress } from "./express.js";

container.registerSingleton(Sessions).registerSingleton(Keys).registerSingleton(Permissions);
const withScopes = (...scopes: string[]) => `Authorization: Bearer ${container.resolve(Sessions).open("1", scopes)}`;
const lacks = (scopes: string) => ({ status: 403, challenge: `Bearer realm="api", error="insufficient_scope", scope="${scopes}"` });

const notes = () =>
  onExpress((app, secure) => {
    app.get("/notes", secure(demand.NotesController, "list"));
    app.post("/notes", secure(demand.NotesController, "add"));
    app.put("/notes", secure(demand.NotesController, "share"));
    const show = ({ who }: { who: unknown }) => ({ who });
    app.get("/maybe", secure({ who: demand.maybeWriter }, show)).get("/either", secure({ who: demand.writerOrService }, show));
    app.get("/twice", secure({ who: demand.writer, other: scoped(demand.currentUser, "notes:read") }, show));
  });

describe("demanding scopes", () => {
  test("of a class, a method and a parameter: all that one use demands are named", async () => {
    await using app = await notes();
    expect(await app.ask("GET /notes", withScopes("notes:read"))).toMatchObject({ status: 200, body: { for: "Alice" } });
    expect(await app.ask("GET /notes", withScopes("notes:write"))).toMatchObject(lacks("notes:read"));
    expect(await app.ask("POST /notes", withScopes("notes:read"))).toMatchObject(lacks("notes:read notes:write"));
    expect(await app.ask("PUT /notes", withScopes("notes:read"))).toMatchObject(lacks("notes:read notes:write notes:share"));
    expect((await app.ask("PUT /notes", withScopes("notes:read", "notes:write", "notes:share"))).status).toBe(200);
    expect(await app.ask("GET /twice", withScopes())).toMatchObject(lacks("notes:write notes:read"));
  });

  test("scopes are named only to who has a good token", async () => {
    await using app = await notes();
    expect((await app.ask("GET /notes")).challenge).toBe('Bearer realm="api"');
    expect((await app.ask("GET /notes", "Authorization: Bearer bad")).challenge).toBe('Bearer realm="api", error="invalid_token"');
  });

  test("below optional and anyOf", async () => {
    await using app = await notes();
    const key = container.resolve(Keys).issue("reports");
    expect((await app.ask("GET /maybe")).body).toEqual({ who: null });
    expect(await app.ask("GET /maybe", withScopes())).toMatchObject(lacks("notes:write"));
    expect((await app.ask("GET /either", `X-API-Key: ${key}`)).body).toEqual({ who: { name: "reports" } });
    expect(await app.ask("GET /either", withScopes())).toMatchObject(lacks("notes:write"));
  });

  test("that nothing enforces does not start", async () => {
    const token = bearer((sub) => ({ sub }));
    const plain: ProviderValue<object, "a"> = provider({ token }, (needs) => needs);
    const start = () =>
      onExpress((app, secure) =>
        app.get(
          "/",
          secure({ it: scoped(plain, "a") }, () => null),
        ),
      );
    await expect(start()).rejects.toThrow(ConfigurationError);
    await expect(
      onExpress((app, secure) =>
        app.get(
          "/",
          secure({ it: demand.typo }, () => null),
        ),
      ),
    ).rejects.toThrow('"notes:wirte"');
  });
});

describe("SecurityScopes", () => {
  test("tells a provider what is demanded; a policy answers 403", async () => {
    await using app = await onExpress((app, secure) => {
      app.get(
        "/",
        secure({ me: scoped(member, "notes:read") }, ({ me }) => me.name),
      );
      app.post(
        "/",
        secure({ me: scoped(member, "notes:write") }, ({ me }) => me.name),
      );
    });
    container.resolve(Permissions).of.set("1", ["notes:read"]);
    const token = withScopes();
    expect(await app.ask("GET /", token)).toMatchObject({ status: 200, body: "Alice" });
    expect(await app.ask("POST /", token)).toMatchObject({ status: 403, challenge: "", body: { code: "forbidden" } });
    container.resolve(Permissions).of.set("1", ["notes:write"]);
    expect((await app.ask("POST /", token)).status).toBe(200);
  });
});

describe("dialects", () => {
  test.each([
    ["standard", standard, { scope: "notes:read other" }],
    ["standard", standard, { scopes: ["notes:read"] }],
    ["entra", entra, { scp: "notes:read other" }],
    ["entra", entra, { scp: ["notes:read"] }],
    ["auth0", auth0, { permissions: ["notes:read"] }],
    ["roles", roles, { roles: ["notes:read"] }],
    ["keycloak", keycloak, { realm_access: { roles: ["notes:read"] } }],
  ])("%s reads its own claim, and only that", async (_, scheme, own) => {
    claims.set("good", { sub: "1", ...own }).set("other", { sub: "1", groups: ["notes:read"] });
    await using app = await behind(scoped(scheme, "notes:read"));
    expect((await app.ask("GET /", "Authorization: Bearer good")).status).toBe(200);
    expect(await app.ask("GET /", "Authorization: Bearer other")).toMatchObject(lacks("notes:read"));
  });
});
