// Asks the same of the built packages on every runtime. Needs the Node that the packages need.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { finish } from "../count.mjs";
import { settingsOf, startIssuers } from "./issuers.mjs";
import { requests } from "./requests.mjs";
import { runtimes } from "./runtime-list.mjs";

const total = Object.keys(requests).length;
const counts = [];
for (const runtime of runtimes) counts.push(await tryOn(runtime));
finish(counts);

async function tryOn(runtime) {
  const { status, stdout, error } = spawnSync(runtime.bin, ["--version"], { encoding: "utf8" });
  if (status !== 0) return leftOut(runtime, error?.message ?? `its --version ends with ${status}`);
  console.log(`== ${runtime.name} ${stdout.match(/\d[-.\d]+/)?.[0]}`);
  const issuers = await startIssuers();
  const count = await askAll(runtime, issuers);
  await Promise.all([issuers.issuer, issuers.moved, issuers.aging].map((issuer) => issuer.stop()));
  console.log(`${runtime.name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  return count;
}

function leftOut({ name }, why) {
  console.log(`== ${name}: left out, since it cannot be run here (${why}): ${total} skipped`);
  return { passed: 0, failed: 0, skipped: total };
}

async function askAll({ bin, args }, issuers) {
  const child = spawn(bin, await args(await settingsOf(issuers)), { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = await listening(child);
    return await countOf({ ...issuers, ask: asking(port) });
  } catch (error) {
    console.log(`did not start: ${error.message}`);
    return { passed: 0, failed: total, skipped: 0 };
  } finally {
    if (child.exitCode === null && child.kill("SIGKILL")) await once(child, "exit");
  }
}

async function listening(child) {
  const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`it ended with ${code}`)));
  const said = once(createInterface(child.stdout), "line", { signal: AbortSignal.timeout(20_000) });
  const [line] = await Promise.race([said, ended]);
  return JSON.parse(line).port;
}

function asking(port) {
  return (path, token, form) => {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const sent = form === undefined ? {} : { method: "POST", body: form };
    if (form !== undefined) headers["Content-Type"] = "application/x-www-form-urlencoded";
    return fetch(`http://127.0.0.1:${port}${path}`, { ...sent, headers, signal: AbortSignal.timeout(10_000) });
  };
}

async function countOf(world) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const [title, request] of Object.entries(requests)) {
    const fault = await faultOf(request, world);
    count[fault === undefined ? "passed" : "failed"] += 1;
    console.log(fault === undefined ? `passed: ${title}` : `failed: ${title}: ${fault.message}`);
  }
  return count;
}

async function faultOf(request, world) {
  try {
    await request(world);
    return undefined;
  } catch (error) {
    return error;
  }
}
