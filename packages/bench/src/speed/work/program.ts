// What a request costs a program, sockets apart: it asks its own server, over connections that are no sockets. node program.js <JSON of a Task>
import "reflect-metadata";
import type { Contestants, Framework } from "../contestant.js";
import type { Row } from "../groups.js";
import { newMaterial } from "../material.js";
import { requestsOf } from "../requests.js";
import { DirectConnection } from "./direct-connection.js";

/** What is measured. */
export interface Task extends Pick<Row, "contestant" | "credential"> {
  readonly framework: Framework;
  /** Stretches of {@link stretch} requests each. */
  readonly stretches: number;
}

const warmUp = 30_000;
/** So many that every one has its share of collections. */
const stretch = 20_000;
const atOnce = 16;

const { framework, contestant, credential, stretches } = JSON.parse(process.argv[2] ?? "") as Task;
const { material, mint } = newMaterial("HS256");
const { contestants } = (await import(`../contestants/${framework}.js`)) as { contestants: Contestants };
const server = await contestants[contestant]?.(material, {});
if (server === undefined) throw new TypeError(`${framework} has no contestant "${contestant}".`);
// Nobody comes by the network; and where no answer comes any more, the program is to end.
server.unref();
const requests = requestsOf({ contestant, credential }, material, mint);

let asked = 0;
let wanted = 0;
let waiting = 0;
let finish = (): void => {};

function goOn(connection: DirectConnection): void {
  if (asked < wanted) setImmediate(() => ask(connection));
  else if ((waiting -= 1) === 0) finish();
}

function ask(connection: DirectConnection): void {
  connection.push(requests(asked));
  asked += 1;
}

const connections = Array.from({ length: atOnce }, () => new DirectConnection(goOn));
for (const connection of connections) {
  connection.on("error", fail);
  server.emit("connection", connection);
}

function fail(fault: Error): never {
  throw fault;
}

/** Microseconds of processor time for each of so many requests, in all threads. */
async function costOf(count: number): Promise<number> {
  const before = process.cpuUsage();
  const first = asked;
  wanted = asked + count;
  waiting = atOnce;
  await new Promise<void>((resolve) => {
    finish = resolve;
    connections.forEach(ask);
  });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (asked - first);
}

await costOf(warmUp);
const costs: number[] = [];
for (let index = 0; index < stretches; index += 1) costs.push(await costOf(stretch));
// What else the machine does only ever adds.
console.log(Math.min(...costs));
process.exit();
