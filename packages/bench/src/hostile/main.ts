import "reflect-metadata";
import { goodRequests, hostileRequests } from "@ampoule/testing/hostile-bearer";
import { ours } from "./ours.js";
import { ask, type Column } from "./run.js";
import { score, tableOf } from "./table.js";
import { theirs } from "./theirs.js";

const cases = [...hostileRequests, ...goodRequests];
const columns: Column[] = [];
for (const contestant of [...ours, ...theirs]) columns.push(await ask(contestant, cases));

const good = columns.map(({ name, statuses }) => ({ name, statuses: statuses.slice(hostileRequests.length) }));
for (const line of tableOf("hostile request", hostileRequests, columns)) console.log(line);
console.log();
for (const line of tableOf("good request", goodRequests, good)) console.log(line);

// Theirs are there to be compared with; ours have to be right.
const isRight = columns.slice(0, ours.length).every((column) => score(cases, column) === cases.length);
process.exitCode = isRight ? 0 : 1;
