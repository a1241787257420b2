import { expect, test, vi } from "vitest";
import { jwks } from "../../src/jwt/index.js";
import { Kept } from "../../src/oidc/remote/kept.js";

const never = () => new Promise<never>(() => {});

test("a fetch that was lost with the request that began it, as on workers, is begun anew after its time-out", async () => {
  let now = 1_000_000;
  const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const key = { ...(await crypto.subtle.exportKey("jwk", pair.publicKey)), kid: "a", alg: "EdDSA" };
  const fetch = vi
    .fn<typeof globalThis.fetch>()
    .mockImplementationOnce(never)
    .mockResolvedValue(Response.json({ keys: [key] }));
  const keys = jwks("https://lost.example/keys", { algorithms: ["EdDSA"], fetch, clock: () => now, timeout: 5_000, cooldown: 1_000 });
  void keys.find({ alg: "EdDSA", kid: "a" });
  now += 4_000;
  void keys.find({ alg: "EdDSA", kid: "a" });
  expect(fetch).toHaveBeenCalledTimes(1);
  now += 2_000;
  expect(await keys.find({ alg: "EdDSA", kid: "a" })).toMatchObject([{ kid: "a" }]);
  expect(fetch).toHaveBeenCalledTimes(2);
});

test("and so is a document that was to be kept", async () => {
  let now = 1_000_000;
  const load = vi.fn<() => Promise<object>>().mockImplementationOnce(never).mockResolvedValue({ loaded: true });
  const kept = new Kept(load, { maxAge: 1_000, maxStale: 1_000 }, () => now);
  void kept.get();
  now += 60_001;
  expect(await kept.get()).toEqual({ loaded: true });
  expect(load).toHaveBeenCalledTimes(2);
});
