import "reflect-metadata";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import type { PublicKey } from "@ampoule/core/jwt";
import { describe, expect, test } from "vitest";
import { makeKeys } from "../../src/guide/own-keys/make-keys.js";
import { sharedSecret } from "../../src/guide/own-keys/secret.js";
import { sign } from "../../src/guide/own-keys/sign.js";
import { verifierOf } from "../../src/guide/own-keys/verify.js";
import { frameworks, serve } from "../identity/served.js";

class Folder implements Disposable {
  readonly path = mkdtempSync(`${tmpdir()}/own-keys-`);

  get keys(): PublicKey[] {
    return JSON.parse(readFileSync(`${this.path}/keys.json`, "utf8")) as PublicKey[];
  }

  set keys(keys: PublicKey[]) {
    writeFileSync(`${this.path}/keys.json`, JSON.stringify(keys));
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

describe.each(Object.keys(frameworks))("own keys on %s", (framework) => {
  test("what is signed is accepted; a new key beside the old one, then the old one gone", async () => {
    using folder = new Folder();
    await makeKeys("november", folder.path);
    expect(statSync(`${folder.path}/signing-key.json`).mode & 0o077).toBe(0);
    expect(JSON.stringify(folder.keys)).not.toContain('"d"');
    const { accessToken, renew } = verifierOf(folder.path);
    await using api = await serve(frameworks[framework]?.(accessToken) ?? (() => undefined));
    const old = await sign("alice", "notes.read", folder.path);
    expect(await api.get("/me", old)).toMatchObject({ status: 200, body: { sub: "alice", scopes: ["notes.read"] } });

    const [november] = folder.keys as [PublicKey];
    await makeKeys("december", folder.path);
    const fresh = await sign("alice", "notes.read", folder.path);
    const [december] = folder.keys as [PublicKey];
    expect(await api.status("/me", fresh)).toBe(401);
    folder.keys = [november, december];
    renew();
    expect([await api.status("/me", old), await api.status("/me", fresh)]).toEqual([200, 200]);
    folder.keys = [december];
    renew();
    expect([await api.status("/me", old), await api.status("/me", fresh)]).toEqual([401, 200]);
  });
});

test("S-113 S-114 a weak or published secret does not start", () => {
  for (const weak of ["secret", "x".repeat(31), "your-256-bit-secret"]) expect(() => sharedSecret(weak)).toThrow();
  expect(() => sharedSecret(Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString("base64"))).not.toThrow();
});
