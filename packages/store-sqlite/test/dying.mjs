// node dying.mjs FILE TOKEN POINT: refreshes a token, and is killed at that point, or where the parent decides.
import { signingKeys, tokens } from "../../accounts/dist/index.js";
import { generateKeyPairSync } from "node:crypto";
import process from "node:process";
import { sqliteStore } from "../dist/index.js";

const [file, token, point] = process.argv.slice(2);
const store = sqliteStore({ file, patience: 5_000 });
const die = () => process.kill(process.pid, "SIGKILL");

const dying = {
  find: (id) => store.find(id),
  swap(next, version, now) {
    if (point === "before") die();
    if (point === "parent") process.send("swapping");
    const isDone = store.swap(next, version, now);
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
