import { fork } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { signingKeys, tokens, type RefreshStore } from "../../src/index.js";
import { issued } from "../tokens/issuing.js";

/** A store, and how another process opens it. */
export interface SharedStore {
  readonly store: RefreshStore;
  readonly address: string;
  /** A module with `open(address)`, over built code. */
  readonly opener: URL;
}

const script = fileURLToPath(new URL("dying.mjs", import.meta.url));
const [chains, turns] = [8, 25];
const points = ["before", "after", "parent"] as const;

/** Lets another process refresh a token, and kills it. */
async function killed({ opener, address }: SharedStore, token: string, point: (typeof points)[number]): Promise<void> {
  const child = fork(script, [opener.href, address, token, point], {
    execArgv: ["--no-warnings"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  // The parent's blow falls anywhere around the write.
  child.on("message", () => setTimeout(() => child.kill("SIGKILL"), Math.random() * 2));
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (point !== "parent") expect([code, signal]).toEqual([null, "SIGKILL"]);
}

/** Kills 200 processes between read and write, and looks after each whether a family was lost, or something minted twice. */
export async function outliveKilledProcesses(shared: SharedStore): Promise<void> {
  const { store } = shared;
  const keys = signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }] });
  const auth = tokens({ issuer: "i", audience: "a", keys, store, account: (id) => ({ id }), timeout: 10_000, lifetimes: { grace: 60 } });
  const chain = async (subject: string) => {
    let pair = issued(await auth.signIn(subject));
    for (let turn = 1; turn <= turns; turn += 1) {
      await killed(shared, pair.refreshToken, points[turn % points.length] ?? "before");
      const next = issued(await auth.refresh(pair.refreshToken));
      const again = issued(await auth.refresh(pair.refreshToken));
      expect([again.refreshToken, again.session]).toEqual([next.refreshToken, pair.session]);
      expect(await store.find(pair.session)).toMatchObject({ version: turn + 1, subject });
      pair = next;
    }
  };
  await Promise.all(Array.from({ length: chains }, (_, index) => chain(`user-${index}`)));
}
