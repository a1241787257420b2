import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { requestOf } from "../../src/speed/load.js";
import { SteadyClients } from "../../src/speed/sign-ins/steady-clients.js";

test("who has to wait is counted from when the request was due, and so are those behind", async () => {
  let isHeld = true;
  const held: (() => void)[] = [];
  const server = createServer((_request, response) => {
    const answer = () => void response.end('{"id":"alice"}');
    if (isHeld) held.push(answer);
    else answer();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const clients = new SteadyClients((server.address() as AddressInfo).port, () => requestOf());
  await wait(1_000);
  isHeld = false;
  for (const answer of held) answer();
  const latencies = await clients.end();
  server.close();
  // 32 clients, ten requests a second each: without the waiting ones there would be 32 in all.
  expect(latencies.length).toBeGreaterThan(200);
  expect(latencies.filter((ms) => ms > 400).length).toBeGreaterThan(100);
});
