import "reflect-metadata";
import { container } from "tsyringe";
import { expect, test } from "vitest";
import { add, keys } from "../../src/guide/api-keys/keys.js";
import "../../src/guide/api-keys/store.test.js";
import { Accounts } from "../../src/guide/passwords/accounts.js";
import { onExpress } from "./express.js";

const accounts = container.registerSingleton(Accounts).resolve(Accounts);
const as = (name: string) => `Authorization: Basic ${Buffer.from(`${name}:a long enough password`).toString("base64")}`;

interface Issued {
  readonly key: string;
  readonly info: { readonly id: string };
}

test("people manage their own keys, and programs use them", { timeout: 60_000 }, async () => {
  for (const name of ["alice", "mallory"]) await accounts.register(name, "a long enough password");
  const id = accounts.rows.get("alice")?.id;
  await using app = await onExpress(add);
  const use = async (key: string) => (await app.ask("GET /items", `X-API-Key: ${key}`)).status;

  const first = (await app.ask("POST /keys", as("alice"))).body as Issued;
  expect((await app.ask("GET /items", `X-API-Key: ${first.key}`)).body).toBe(`for backup of ${id}`);
  expect(keys.pattern.exec(`key = "${first.key}"`)?.[1]).toBe(first.info.id);

  const of = (line: string, name: string) => app.ask(`${line.replace(":id", first.info.id)}`, as(name));
  expect([(await of("POST /keys/:id/rotate", "mallory")).status, (await of("DELETE /keys/:id", "mallory")).status]).toEqual([404, 404]);
  const second = (await of("POST /keys/:id/rotate", "alice")).body as Issued;
  expect([await use(first.key), await use(second.key)]).toEqual([200, 200]);
  expect((await of("DELETE /keys/:id", "alice")).status).toBe(204);
  expect([await use(first.key), await use(second.key), await use("acme_x")]).toEqual([401, 200, 401]);

  const { body } = await app.ask("GET /keys", as("alice"));
  expect(body).toMatchObject([{ replacedBy: second.info.id }, { id: second.info.id }]);
  expect(JSON.stringify(body)).not.toContain("digest");
});
