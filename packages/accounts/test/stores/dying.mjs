// node dying.mjs OPENER ADDRESS TOKEN POINT: refreshes a token, and is killed at that point, or where the parent decides.
import { generateKeyPairSync } from "node:crypto";
import process from "node:process";
import { signingKeys, tokens } from "../../dist/index.js";

const [opener, address, token, point] = process.argv.slice(2);
const { open } = await import(opener);
const { store, close } = await open(address);
const die = () => process.kill(process.pid, "SIGKILL");

const dying = {
  find: (id) => store.find(id),
  async swap(next, version, now) {
    if (point === "before") die();
    if (point === "parent") process.send("swapping");
    const isDone = await store.swap(next, version, now);
    if (point === "after") die();
    return isDone;
  },
};

const keys = signingKeys({ keys: [{ alg: "Ed25519", key: generateKeyPairSync("ed25519").privateKey }] });
const auth = tokens({
  issuer: "i",
  audience: "a",
  keys,
  store: dying,
  account: (id) => ({ id }),
  timeout: 10_000,
  lifetimes: { grace: 60 },
});
await auth.refresh(token);
process.send("done");
process.disconnect();
await close();
