import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, expect, test } from "vitest";
import { requestOf } from "../../src/speed/load.js";
import { newMaterial } from "../../src/speed/material.js";
import { measure, type Entry, type Pace } from "../../src/speed/measuring.js";
import type { Order } from "../../src/speed/server.js";
import type { Start } from "../../src/speed/servers.js";

const { material } = newMaterial("HS256");
const pace: Pace = { rounds: 4, perSitting: 2, connections: 1, duration: 20, warmUp: { requests: 5, duration: 1_000 } };
const lifetimes: string[] = [];
/** Whoever was asked for what it had used: before each round, and after it. */
const reports: string[] = [];

beforeEach(() => {
  lifetimes.length = 0;
  reports.length = 0;
});

const start: Start = async ({ contestant }) => {
  lifetimes.push(`${contestant} starts`);
  const status = contestant === "broken" ? 500 : 200;
  const server = createServer((_request, response) => void response.writeHead(status).end('{"id":"alice"}')).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const report = () => Promise.resolve({ port, cpu: reports.push(contestant), heap: 0 });
  const stop = async () => {
    lifetimes.push(`${contestant} stops`);
    server.close();
  };
  return { port, report, stop };
};

function orderOf(contestant: string): Order {
  return { home: "hono", contestant, material };
}

function entryOf(order: Order): Entry {
  return { order, requests: () => requestOf() };
}

test("each sitting starts every server anew, and stops it", async () => {
  await measure(["a", "b"].map(orderOf).map(entryOf), pace, start);
  const sitting = ["a starts", "b starts", "a stops", "b stops"];
  expect(lifetimes).toEqual([...sitting, ...sitting]);
});

test("rows of one order share a server", async () => {
  const order = orderOf("a");
  await measure([entryOf(order), entryOf(order)], pace, start);
  expect(lifetimes).toEqual(["a starts", "a stops", "a starts", "a stops"]);
});

test("the rounds of all sittings are given for each row, without the one that does not count", async () => {
  const measured = await measure(["a", "b", "c"].map(orderOf).map(entryOf), pace, start);
  expect(measured.map((rounds) => rounds.length)).toEqual([4, 4, 4]);
  expect(measured.flat().every(({ throughput }) => throughput > 0)).toBe(true);
  const uncounted = "abc";
  const sitting = [uncounted, "abc", "cba"].join("");
  expect(reports.filter((_, index) => index % 2 === 0).join("")).toBe(sitting + sitting);
});

test("where a server answers wrongly, all are stopped", async () => {
  await expect(measure(["a", "broken"].map(orderOf).map(entryOf), pace, start)).rejects.toThrow("500");
  expect(lifetimes).toEqual(["a starts", "broken starts", "a stops", "broken stops"]);
});
