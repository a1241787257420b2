import { bearer, ConfigurationError, require, type SecurityEvent } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";
import { container } from "tsyringe";
import { beforeEach, describe, expect, test } from "vitest";
import { mount } from "../../src/guide/roles/express.js";
import { audited, circle, currentUser, mistakes } from "../../src/guide/roles/security.js";
import { Articles, Users } from "../../src/guide/roles/store.js";
import { editorsBy } from "../../src/guide/roles/token.js";
import { Sessions } from "../../src/tutorial/sessions.js";
import { behind, onExpress } from "./express.js";

container.registerSingleton(Sessions).registerSingleton(Users).registerSingleton(Articles);
const users = container.resolve(Users).rows;
const articles = container.resolve(Articles).rows;
const as = (id: string) => `Authorization: Bearer ${container.resolve(Sessions).open(id, [])}`;

beforeEach(() => {
  users.clear();
  articles.clear();
  for (const [id, tenant, ...roles] of [
    ["ann", "acme", "editor"],
    ["amy", "acme", "editor"],
    ["max", "acme", "member"],
    ["ada", "acme", "admin"],
    ["una", "umbrella", "editor"],
    ["uma", "umbrella", "admin"],
    ["sam", "acme", "support"],
  ] as const)
    users.set(id, { id, tenant, roles });
  for (const [id, tenant, author, isDraft] of [
    ["1", "acme", "ann", true],
    ["2", "acme", "max", false],
    ["3", "umbrella", "ann", false],
    ["4", "elsewhere", "uma", false],
  ] as const)
    articles.set(id, { id, tenant, author, isDraft, text: `text ${id}` });
});

const serve = (onEvent: (event: SecurityEvent) => void = () => undefined) => onExpress(mount, { onEvent });
type App = Awaited<ReturnType<typeof serve>>;

/** The status of an attempt to edit an article, and what is told. */
async function edit({ url }: App, article: string, who: string): Promise<readonly [number, string]> {
  const [, authorization = ""] = as(who).split(": ");
  const headers = { "Content-Type": "application/json", Authorization: authorization };
  const response = await fetch(`${url}/articles/${article}`, { method: "PUT", headers, body: '{"text":"new"}' });
  return [response.status, await response.text()];
}

describe("only editors of the tenant may change their own article", () => {
  test("the author may", async () => {
    await using app = await serve();
    expect(await edit(app, "1", "ann")).toMatchObject([200, expect.stringContaining('"new"')]);
    expect(articles.get("1")?.text).toBe("new");
  });

  test.each([
    ["another editor", "1", "amy", "author"],
    ["an author who is no editor", "2", "max", "has member"],
    ["an editor of another tenant", "3", "ann", "another tenant"],
    ["an admin, who is not the author", "1", "ada", "author"],
    ["an article that is not there", "99", "ann", "not found"],
  ])("not %s: 403, the same for all, and the operator hears why", async (_, article, who, reason) => {
    const events: SecurityEvent[] = [];
    await using app = await serve((event) => void events.push(event));
    const before = articles.get(article);
    const problem = { type: "about:blank", title: "Forbidden", status: 403, detail: "Forbidden", code: "forbidden" };
    expect(await edit(app, article, who)).toEqual([403, JSON.stringify(problem)]);
    expect(articles.get(article)).toBe(before);
    expect(events).toMatchObject([{ type: "denied", code: "(role editor and same tenant and author)", reason, subject: who }]);
  });

  test("nobody is asked for a token", async () => {
    await using app = await serve();
    expect(await app.ask("PUT /articles/1")).toMatchObject({ status: 401, challenge: 'Bearer realm="api"' });
  });
});

describe("roles and permissions", () => {
  test("a role is had by what includes it", async () => {
    await using app = await serve();
    const statuses = async (path: string) =>
      Promise.all(["max", "ann", "ada"].map(async (who) => (await app.ask(`GET ${path}`, as(who))).status));
    expect([await statuses("/editors"), await statuses("/publishers")]).toEqual([
      [403, 200, 200],
      [403, 403, 200],
    ]);
  });

  test("what is not declared, and a circle, does not start", () => {
    expect(mistakes.misspelt).toThrow('no role "edtior"');
    expect(mistakes.undeclared).toThrow('no permission "article:burn"');
    expect(circle).toThrow(ConfigurationError);
    expect(circle).toThrow("editor → admin → editor");
  });

  test("S-312 read from the user's record, a demotion holds at the next request", async () => {
    await using app = await serve();
    const ann = as("ann");
    expect((await app.ask("GET /editors", ann)).status).toBe(200);
    users.set("ann", { id: "ann", tenant: "acme", roles: ["member"] });
    expect((await app.ask("GET /editors", ann)).status).toBe(403);
  });

  test("read from the token, a role is what its claim says", async () => {
    const other = { iss: "https://login.example", aud: [], exp: 0, iat: undefined, jti: undefined, clientId: undefined, scopes: [] };
    const tokenWith = (roles: unknown) => editorsBy(bearer((sub): AccessToken => ({ ...other, sub, claims: { roles } })));
    const statusWith = async (roles: unknown) => {
      await using app = await behind(tokenWith(roles));
      return (await app.ask("GET /", "Authorization: Bearer x")).status;
    };
    expect(await Promise.all([["editor"], "editor", ["member"], undefined, { editor: true }].map(statusWith))).toEqual([
      200, 200, 403, 403, 403,
    ]);
  });

  test("H9 a super role opens what roles guard, and is told of", async () => {
    const events: SecurityEvent[] = [];
    await using app = await behind(require(currentUser, audited("editor")), { onEvent: (event) => void events.push(event) });
    expect((await app.ask("GET /", as("sam"))).status).toBe(200);
    expect(events).toMatchObject([{ type: "super_role", code: "role editor", reason: "support", subject: "sam" }, { type: "granted" }]);
  });
});

describe("policies", () => {
  const publish = async (app: App, article: string, who: string) =>
    (await app.post("/publications", "application/json", JSON.stringify({ article }), as(who))).status;

  test("abstain is neither a permission nor its opposite: it is left to others, and nobody passes where nobody decides", async () => {
    await using app = await serve();
    expect([await publish(app, "2", "ada"), await publish(app, "1", "ada"), await publish(app, "2", "ann")]).toEqual([200, 403, 403]);
    users.set("una", { id: "una", tenant: "umbrella", roles: ["admin"] });
    users.set("eli", { id: "eli", tenant: "elsewhere", roles: ["admin"] });
    expect([await publish(app, "3", "una"), await publish(app, "4", "eli"), await publish(app, "99", "ada")]).toEqual([200, 200, 403]);
  });

  test("a list says what may be edited", async () => {
    await using app = await serve();
    expect((await app.ask("GET /articles", as("ann"))).body).toEqual([
      { id: "1", isEditable: true },
      { id: "2", isEditable: false },
    ]);
  });

  test("a draft looks as if it were not there: 404, and 401 to whom nobody knows", async () => {
    await using app = await serve();
    const ask = async (article: string, ...fields: string[]) => (await app.ask(`GET /articles/${article}`, ...fields)).status;
    expect([await ask("2"), await ask("1", as("ann")), await ask("1", as("amy")), await ask("99", as("amy"))]).toEqual([
      200, 200, 404, 404,
    ]);
    expect([await ask("1"), await ask("99")]).toEqual([401, 401]);
  });

  test("S-311 another tenant's path is 403", async () => {
    await using app = await serve();
    const ask = async (tenant: string) => (await app.ask(`GET /tenants/${tenant}/report`, as("ann"))).status;
    expect([await ask("acme"), await ask("umbrella")]).toEqual([200, 403]);
  });

  test("everybody may read, and who is known may write", async () => {
    await using app = await serve();
    expect([(await app.ask("GET /comments")).status, (await app.ask("POST /comments")).status]).toEqual([200, 401]);
    expect((await app.ask("POST /comments", as("max"))).status).toBe(200);
  });
});

test("the report tells them by name", async () => {
  await using app = await serve();
  const rows = app.secure.report(app.app).map(({ method, path, requires }) => `${method} ${path}: ${requires}`);
  expect(rows).toEqual([
    "PUT /articles/:id: HTTPBearer, if (role editor and same tenant and author)",
    "POST /publications: HTTPBearer, if authorize(…)",
    "GET /articles: HTTPBearer",
    "GET /articles/:id: HTTPBearer, if (published or own) or nothing, if (published or own)",
    "GET /tenants/:tenant/report: HTTPBearer, if same tenant",
    "GET /editors: HTTPBearer, if role editor",
    "GET /publishers: HTTPBearer, if permission article:publish",
    "GET /comments: HTTPBearer, if (authenticated or read only) or nothing, if (authenticated or read only)",
    "POST /comments: HTTPBearer, if (authenticated or read only) or nothing, if (authenticated or read only)",
  ]);
});
