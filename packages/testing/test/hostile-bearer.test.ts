import { randomBytes } from "node:crypto";
import { bearer } from "@ampoule/core";
import { jwt } from "@ampoule/core/jwt";
import { container } from "tsyringe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { harness as express } from "../../express/test/harness.js";
import { harness as fetchHono } from "../../hono/test/fetch-harness.js";
import { harness as hono } from "../../hono/test/harness.js";
import { harness as koa } from "../../koa/test/harness.js";
import { goodRequests, hostileRequests, protectedPath, statusOf, type Material } from "../src/hostile-bearer/index.js";
import type { AdapterHarness, Served } from "../src/index.js";

const material: Material = {
  secret: randomBytes(64).toString("hex"),
  issuer: "https://issuer.example",
  audience: "https://api.example",
  type: "at+jwt",
  now: Math.floor(Date.now() / 1_000),
};

let calls = 0;

function serve(harness: AdapterHarness): Promise<Served> {
  const { issuer, audience, secret, now } = material;
  const verifier = jwt({ issuer, audience, keys: [{ alg: "HS256", secret }], clock: () => now * 1_000 });
  return harness.serve({ container: container.createChildContainer() }, ({ route, secure }) => {
    route(
      "GET",
      protectedPath,
      secure({ token: bearer(verifier) }, ({ token: { sub } }) => ((calls += 1), { sub })),
    );
  });
}

test("the hostile bearer requests are fifty, each with a name of its own, and none of them is right to let through", () => {
  expect(hostileRequests).toHaveLength(50);
  expect(new Set(hostileRequests.map(({ name }) => name)).size).toBe(50);
  for (const { right } of hostileRequests) for (const status of right) expect([400, 401]).toContain(status);
});

const harnesses = [express, koa, hono, fetchHono].map((harness) => [harness.name, harness] as const);

describe.each(harnesses)("2.4 hostile bearer requests on %s", (_, harness) => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(harness);
  });
  afterAll(() => served.close());

  test.each(hostileRequests.map((hostile) => [hostile.name, hostile] as const))("2.4 refuses: %s", async (_name, hostile) => {
    const before = calls;
    expect(hostile.right).toContain(await statusOf(served.port, hostile, material));
    expect(calls).toBe(before);
    expect(served.faults).toEqual([]);
  });

  test.each(goodRequests.map((good) => [good.name, good] as const))("2.4 lets through: %s", async (_name, good) => {
    expect(await statusOf(served.port, good, material)).toBe(200);
  });
});
