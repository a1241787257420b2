import { frameworks } from "../contestant.js";
import type { Experiment, Line } from "./experiment.js";

/** Each framework by itself, and with ours on it. */
function onEach(contestant: string): readonly Line[] {
  return frameworks.flatMap((framework): Line[] => [
    { framework, name: `${framework}, no auth`, contestant: "no auth", credential: "none" },
    { framework, name: `${framework}, ampoule`, contestant, credential: "repeated" },
  ]);
}

function onHono(contestant: string): readonly Line[] {
  const line = { framework: "hono", contestant } as const;
  return [
    { ...line, name: "the same token each time", credential: "repeated" },
    { ...line, name: "a new token each time", credential: "new" },
  ];
}

/** What a server may have more of. */
export const ofServers: readonly Experiment[] = [
  {
    name: "routes",
    title: "Routes of the application; the last one is asked",
    x: "routes",
    sizes: [1, 10, 100, 1_000, 10_000],
    lines: onEach("ampoule, among routes"),
  },
  {
    name: "registrations",
    title: "Registrations in the container, on Hono; the controller is built for each request",
    x: "registrations",
    sizes: [10, 100, 1_000],
    lines: onHono("ampoule, among registrations"),
  },
  {
    name: "providers",
    title: "Providers below a handler, each over the one before it, on Hono",
    x: "providers",
    sizes: [1, 5, 10, 20, 50],
    lines: onHono("ampoule, over providers"),
  },
];

/** What may be more while the server is the same. */
export const ofConnections: Experiment = {
  name: "connections",
  title: "Connections that ask at once",
  x: "connections",
  sizes: [1, 10, 100, 1_000],
  lines: onEach("ampoule, function"),
};
