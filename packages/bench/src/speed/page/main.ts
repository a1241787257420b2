// Writes what runs found into the page on speed, tables and pictures. Of a part in several files the last one counts. node main.js <JSON of a run> …
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunResult } from "../result.js";
import { draw } from "./draw.js";
import { fill } from "./regions.js";
import { regionsOf } from "./written.js";

const files = process.argv.slice(2);
if (files.length === 0) throw new TypeError("Which file? pnpm bench render <what --json wrote>");
const guide = fileURLToPath(new URL("../../../../../docs/guide", import.meta.url));
const runs = files.map((file) => JSON.parse(readFileSync(file, "utf8")) as RunResult);
const conditions = [...new Set(runs.flatMap((run) => run.conditions))];
const run: RunResult = { conditions, parts: Object.assign({}, ...runs.map(({ parts }) => parts)) as RunResult["parts"] };

const path = join(guide, "speed.md");
let page = readFileSync(path, "utf8");
for (const [name, text] of regionsOf(run)) page = fill(page, name, text);
writeFileSync(path, page);

mkdirSync(join(guide, "speed"), { recursive: true });
const pictures = Object.values(run.parts).flatMap((part) => part.pictures ?? []);
for (const picture of pictures) writeFileSync(join(guide, "speed", `${picture.name}.svg`), draw(picture));
console.log(`docs/guide/speed.md has ${Object.keys(run.parts).join(", ")}, and ${pictures.length} pictures.`);
