// What the walk of a plan costs by itself: five providers, on a framework that does nothing. node --expose-gc --min-semi-space-size=128 walk.js
import "reflect-metadata";
import { provider } from "@ampoule/core";
import { createSecure, type Binding, type RouteEntry } from "@ampoule/core/adapter";
import { container } from "tsyringe";
import { median } from "./figures.js";

/** What one walk over five providers came to. */
export interface Walk {
  readonly registrations: number;
  readonly ns: number;
  readonly best: number;
  readonly bytes: number;
}

type Handler = (call: object) => unknown;
type Given = [call: object];

const request = {
  method: "GET",
  url: "/",
  remoteAddress: undefined,
  protocol: "http" as const,
  aborted: false,
  signal: new AbortController().signal,
};
const view = { ...request, header: () => [], query: () => [], cookie: () => [], body: async () => undefined };

const binding: Binding<readonly RouteEntry[], Given> = {
  given: ["call"],
  view: () => view,
  identity: (call) => call,
  preset: () => {},
  complete: (_, result) => result,
  amend: () => undefined,
  send: (reply) => reply,
  sendResponse: (response) => response,
  answered: () => false,
  sent: () => false,
  next: () => undefined,
  release: (result) => result,
  routes: (app) => app,
  answersAlone: () => true,
};

/** Five providers over one another, none of which waits for anything; and a handler that needs nothing. */
function handlers(registrations: number): { readonly five: Handler; readonly none: Handler } {
  const own = container.createChildContainer();
  for (let index = 0; index < registrations; index += 1) own.register(`service ${index}`, { useValue: index });
  const secure = createSecure<readonly RouteEntry[], Given, Handler>({ container: own }, binding, (serve) => (call) => serve(call));
  const a = provider({}, () => ({ id: 1 }));
  const b = provider({ a }, () => ({ id: 2 }));
  const c = provider({ b }, () => ({ id: 3 }));
  const d = provider({ c }, () => ({ id: 4 }));
  const e = provider({ d, a }, () => ({ id: 5 }));
  const made = { five: secure({ e }, () => true), none: secure.open(() => true) };
  const entryOf = (name: string, handler: Handler): RouteEntry => {
    return { method: "GET", path: `/${name}`, matches: (path) => path === `/${name}`, handlers: [handler], above: [] };
  };
  secure.seal(Object.entries(made).map(([name, handler]) => entryOf(name, handler)));
  return made;
}

const count = 100_000;

/** Nanoseconds of one call. */
function timeOf(handler: Handler): number {
  const start = performance.now();
  for (let index = 0; index < count; index += 1) handler(view);
  return ((performance.now() - start) * 1e6) / count;
}

/** Bytes of one call: of so many that what the heap is rounded up by does not count, and of so few that nothing is collected meanwhile. */
function bytesOf(handler: Handler): number {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < 20_000; index += 1) handler(view);
  return (process.memoryUsage().heapUsed - before) / 20_000;
}

const measured = [10, 1_000].map((registrations) => ({ registrations, ...handlers(registrations), times: new Array<number>() }));
// In turn, so that whatever else the machine does meets both. The first rounds warm up.
for (let round = 0; round < 35; round += 1) {
  for (const { five, none, times } of measured) {
    const time = timeOf(five) - timeOf(none);
    if (round >= 10) times.push(time);
  }
}
const lines = measured.map(({ registrations, five, none, times }): Walk => {
  return { registrations, ns: median(times), best: Math.min(...times), bytes: bytesOf(five) - bytesOf(none) };
});
console.log(JSON.stringify(lines));
