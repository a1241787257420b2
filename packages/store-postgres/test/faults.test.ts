import { apiKeys, signingKeys, tokens, type TokenPair, type Tokens } from "@ampoule/accounts";
import { ConfigurationError, UnavailableError, type Rejected } from "@ampoule/core";
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:net";
import { once } from "node:events";
import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createPostgresTables, postgresApiKeys, postgresStore, type PostgresPool } from "../src/index.js";
import { postgresServer, type PostgresServer } from "./postgres-server.js";

let server: PostgresServer;
beforeAll(async () => void (server = await postgresServer()));
afterAll(() => server.remove());
beforeEach(async () => {
  const pool = server.pool();
  await pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  await createPostgresTables({ pool });
});

const keys = signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }] });
const issuerOver = (pool: PostgresPool, timeout = 20_000): Tokens =>
  tokens({ issuer: "i", audience: "a", keys, store: postgresStore({ pool, timeout }), account: (id: string) => ({ id }), timeout: 30_000 });

function granted(answer: TokenPair | Rejected): TokenPair {
  if ("accessToken" in answer) return answer;
  throw new Error(answer.code);
}

describe("a PostgreSQL that does not answer", () => {
  test("S-334 that has no connection left is 503 in time, and nothing is asked when one comes too late", async () => {
    const pool = server.pool({ max: 1 });
    const [auth, hasty] = [issuerOver(pool), issuerOver(pool, 100)];
    const pair = granted(await auth.signIn("alice"));
    const held = await pool.connect();
    await expect(hasty.revoke(pair.refreshToken)).rejects.toThrow(UnavailableError);
    await expect(hasty.revokeAll("alice")).rejects.toThrow(UnavailableError);
    held.release();
    await pool.query("SELECT 1");
    expect([pool.totalCount, pool.waitingCount]).toEqual([1, 0]);
    expect(await auth.refresh(pair.refreshToken)).toMatchObject({ session: pair.session });
  });

  test("S-334 that hangs behind a lock is 503 within the time-out, and its connection is given up", async () => {
    const [pool, other] = [server.pool({ max: 1 }), server.pool()];
    const [auth, hasty] = [issuerOver(pool), issuerOver(pool, 100)];
    const pair = granted(await auth.signIn("alice"));
    const locking = await other.connect();
    await locking.query("BEGIN; LOCK TABLE ampoule_families");
    await expect(hasty.refresh(pair.refreshToken)).rejects.toThrow(UnavailableError);
    expect(pool.totalCount).toBe(0);
    await locking.query("ROLLBACK");
    locking.release();
    expect(await auth.refresh(pair.refreshToken)).toMatchObject({ session: pair.session });
  });

  test("S-334 that accepts connections and says nothing is 503 within the time-out", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as { port: number };
    const pool = server.pool({ connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres`, connectionTimeoutMillis: 300 });
    await expect(issuerOver(pool, 100).signIn("alice")).rejects.toThrow(UnavailableError);
    await new Promise((resolve) => setTimeout(resolve, 400));
    silent.close();
  });

  test("S-334 that ends every connection is 503 at most once for each, and the process lives", async () => {
    const [pool, other] = [server.pool({ max: 2 }), server.pool()];
    const auth = issuerOver(pool);
    const pair = granted(await auth.signIn("alice"));
    const sleeping = pool.query("SELECT pg_sleep(10)").catch(() => "ended");
    await other.query("SELECT pg_sleep(0.1)");
    await other.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
    );
    expect(await sleeping).toBe("ended");
    const attempts = [1, 2, 3].map(() => auth.refresh(pair.refreshToken).catch((error: unknown) => error));
    for (const answer of await Promise.all(attempts)) {
      if (answer instanceof Error) expect(answer).toBeInstanceOf(UnavailableError);
    }
    expect(await auth.refresh(pair.refreshToken)).toMatchObject({ session: pair.session });
  });

  test("with a row that cannot be read is 503", async () => {
    const pool = server.pool();
    const auth = issuerOver(pool);
    const pair = granted(await auth.signIn("alice"));
    await pool.query("UPDATE ampoule_families SET family = '{}'");
    await expect(auth.refresh(pair.refreshToken)).rejects.toThrow(UnavailableError);
    const programs = apiKeys({ store: postgresApiKeys({ pool, timeout: 20_000 }) });
    const { key } = await programs.issue({ owner: "alice", name: "backup", expiresIn: "never" });
    for (const broken of ["{}", "[", "null"]) {
      await pool.query("UPDATE ampoule_api_keys SET key = $1", [broken]);
      await expect(programs.verify(key)).rejects.toThrow(UnavailableError);
    }
  });

  test("without tables is 503, and says what is missing", async () => {
    const pool = server.pool();
    await pool.query("DROP TABLE ampoule_families");
    await expect(issuerOver(pool).signIn("alice")).rejects.toThrow("createPostgresTables()");
  });
});

test("no text that somebody sends breaks a statement, or is taken for another", async () => {
  const pool = server.pool();
  const programs = apiKeys({ store: postgresApiKeys({ pool, timeout: 20_000 }) });
  const auth = issuerOver(pool);
  const hostile = ["'; DROP TABLE ampoule_families; --", "a\0b", "\ud800", "\ud801", '"', "\\", "\\u0000", "$1", "é", "e\u0301"];
  for (const text of hostile) {
    const pair = granted(await auth.signIn(text, { clientId: text }));
    const { info } = await programs.issue({ owner: text, name: text, expiresIn: "never" });
    expect(await programs.list(text)).toMatchObject([{ id: info.id, owner: text, name: text }]);
    expect(await auth.refresh(pair.refreshToken, { clientId: text })).toMatchObject({ subject: text });
  }
  for (const text of hostile) await auth.revokeAll(text);
  expect((await pool.query("SELECT FROM ampoule_families")).rowCount).toBe(0);
  expect((await pool.query("SELECT FROM ampoule_cut_offs")).rowCount).toBe(hostile.length);
});

describe("C11 tidying up", () => {
  const now = Date.now();
  const family = (id: string, ends: number) => ({
    id,
    subject: id,
    clientId: "c",
    scopes: [],
    epoch: 0,
    startedAt: now,
    usedAt: now,
    current: "d",
    spent: [],
    seed: { value: "s", until: ends },
    idleUntil: ends,
    endsAt: ends,
    version: 1,
  });
  const count = async (pool: Pool, condition: string) => (await pool.query(`SELECT FROM ampoule_families WHERE ${condition}`)).rowCount;

  test("each sign-in deletes a few rows that have ended, one refresh in sixteen forgets 32 seeds, and purge does the rest in batches", async () => {
    const pool = server.pool();
    const store = postgresStore({ pool, timeout: 20_000 });
    for (let index = 0; index < 30; index += 1) await store.create(family(`old-${index}`, now + 1_000), now);
    await store.create(family("new", now + 50_000), now + 2_000);
    expect(await count(pool, "true")).toBe(11);
    await pool.query(`INSERT INTO ampoule_families SELECT 'a' || n, 'a', 1, ${now + 9_000_000}, family, 's', ${now}
      FROM ampoule_families, generate_series(1, 2500) AS n WHERE id = 'new'`);
    for (let version = 1; version <= 17; version += 1) {
      expect(await store.swap({ ...family("new", now + 50_000), version: version + 1 }, version, now + 3_000)).toBe(true);
      expect(await count(pool, "seed IS NULL")).toBe(version <= 16 ? 32 : 64);
    }
    await pool.query(`UPDATE ampoule_families SET ends = ${now} WHERE id LIKE 'a%' AND id < 'a2'`);
    const ended = await count(pool, `ends < ${now + 4_000}`);
    expect(ended).toBeGreaterThan(1_000);
    expect(await store.purge(now + 4_000)).toBe(ended);
    expect(await count(pool, `seed_until < ${now + 4_000}`)).toBe(0);
  });

  test("denials delete denials that have ended, where nobody signs in, and one is denied anew", async () => {
    const pool = server.pool();
    const store = postgresStore({ pool, timeout: 20_000 });
    for (let index = 0; index < 20; index += 1) await store.deny({ subject: "a", jti: `${index}`, until: now, now });
    for (const subject of ["a", "b"]) await store.endAll(subject, { except: undefined, until: now, now });
    await store.deny({ subject: "a", jti: "7", until: now + 9_000, now: now + 5_000 });
    await store.endAll("b", { except: undefined, until: now + 9_000, now: now + 5_000 });
    expect((await pool.query("SELECT jti FROM ampoule_denied")).rows).toEqual([{ jti: "7" }]);
    expect((await pool.query("SELECT subject FROM ampoule_cut_offs")).rows).toEqual([{ subject: "b" }]);
  });

  test("what another process holds is left to it, instead of being waited for", async () => {
    const pool = server.pool();
    const store = postgresStore({ pool, timeout: 10_000 });
    await store.create(family("old", now + 1_000), now);
    const other = await pool.connect();
    await other.query("BEGIN; SELECT FROM ampoule_families FOR UPDATE");
    await store.create(family("new", now + 50_000), now + 2_000);
    expect(await store.purge(now + 2_000)).toBe(0);
    await other.query("ROLLBACK");
    other.release();
    expect(await store.purge(now + 2_000)).toBe(1);
  });
});

test("set-up refuses what is no pool, a pool that nobody listens to, names that end a name, and times out of range", () => {
  const pool: PostgresPool = { connect: () => Promise.reject(new Error("no")) };
  for (const make of [postgresStore, postgresApiKeys]) {
    expect(() => make({ pool: undefined as never })).toThrow(ConfigurationError);
    expect(() => make({ pool: {} as never })).toThrow("needs a Pool");
    expect(() => make({ pool: new Pool() })).toThrow('pool.on("error", log)');
    for (const name of ["", 'a"; DROP TABLE x; --', "a.b", "A", "1a", "a b", "a\0", "a".repeat(41), "ä", 7]) {
      expect(() => make({ pool, schema: name as string })).toThrow("schema");
      expect(() => make({ pool, prefix: name as string })).toThrow("prefix");
    }
    for (const timeout of [0, -1, 1.5, 60_001, Number.NaN]) expect(() => make({ pool, timeout })).toThrow("timeout");
    expect(() => make({ pool })).not.toThrow();
  }
});

test("revoking all keys of an owner who makes new ones as fast comes to an end", async () => {
  const pool = server.pool();
  const store = postgresApiKeys({ pool, timeout: 20_000 });
  const record = { digest: "d", owner: "o", name: "", scopes: [], createdAt: 0, expiresAt: undefined, revokedAt: undefined };
  const add = (id: string) => store.add({ ...record, id, lastUsedAt: undefined, replacedBy: undefined });
  await add("first");
  await pool.query(`CREATE FUNCTION again() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO ampoule_api_keys SELECT gen_random_uuid(), 'o', 0, NULL, NULL, NULL, NULL, OLD.key; RETURN NEW; END $$;
    CREATE TRIGGER again AFTER UPDATE ON ampoule_api_keys FOR EACH ROW EXECUTE FUNCTION again()`);
  await expect(store.revokeAll("o", 1)).rejects.toThrow("change all the time");
  await pool.query("DROP TRIGGER again ON ampoule_api_keys; DROP FUNCTION again");
  expect(await store.revokeAll("o", 1)).toBe(1);
});
