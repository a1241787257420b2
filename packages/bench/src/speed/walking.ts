import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Part } from "./part.js";
import type { Walk } from "./walk.js";

const program = fileURLToPath(new URL("./walk.js", import.meta.url));
const head = ["registrations", "ns", "at best", "bytes"];

/** What the walk of a plan costs by itself. The limits are three times what a prototype took. */
export const walking: Part = async ({ prefix, say }) => {
  const [command, ...rest] = [...prefix, process.execPath, "--expose-gc", "--min-semi-space-size=128", program];
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: "utf8" });
  if (status !== 0) throw new Error(`The walk failed: ${stderr}`);
  const walks = JSON.parse(stdout) as readonly Walk[];
  const rows = walks.map(({ registrations, ...figures }) => [
    registrations.toLocaleString("en"),
    ...[figures.ns, figures.best, figures.bytes].map((figure) => figure.toFixed(0)),
  ]);
  say({ title: "The walk of a plan: five providers, none of which waits for anything", rows: [head, ...rows] });
  const [few, many] = walks;
  if (few === undefined || many === undefined) throw new Error("The walk says nothing.");
  return {
    outcomes: [
      { name: "a walk over five providers", bound: "at most", limit: 210, seen: few.ns, unit: " ns" },
      { name: "a walk over five providers", bound: "at most", limit: 720, seen: few.bytes, unit: " bytes" },
      { name: "the same with 1,000 registrations ÷ with 10", bound: "at most", limit: 1.1, seen: many.ns / few.ns },
    ],
    figures: walks,
  };
};
