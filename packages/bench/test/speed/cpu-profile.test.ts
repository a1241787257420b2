import { expect, test } from "vitest";
import { timeByOwner } from "../../src/speed/profile/cpu-profile.js";

const node = (id: number, url: string, functionName = "f") => ({ id, callFrame: { functionName, url } });

test("time belongs to whose code was running, and waiting to nobody", () => {
  const nodes = [
    node(1, "node:internal/http"),
    node(2, "file:///w/node_modules/.pnpm/express@5.3.0_a@1/node_modules/express/lib/application.js"),
    node(3, "file:///w/node_modules/.pnpm/x@1/node_modules/@hono/node-server/dist/index.js"),
    node(4, "file:///w/packages/core/dist/plan/walk.js"),
    node(5, "", "(idle)"),
    node(6, "", "(garbage collector)"),
  ];
  const times = timeByOwner({ nodes, samples: [1, 2, 3, 4, 4, 5, 6], timeDeltas: [10, 20, 30, 40, 50, 60, 70] });
  expect(Object.fromEntries(times)).toEqual({
    Node: 10,
    express: 20,
    "@hono/node-server": 30,
    "@ampoule/core": 90,
    "(garbage collector)": 70,
  });
});
