import "reflect-metadata";
import { container } from "tsyringe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "../raw-http.js";
import { delay } from "./application.js";
import { behaviours } from "./behaviours/index.js";
import { check, expectRefusal, type Subject } from "./check.js";
import { Credentials } from "./credentials.js";
import type { AdapterHarness, Served } from "./harness.js";
import type { ContractTable } from "./table.js";
import {
  apiKeyTable,
  basicTable,
  bearerTable,
  combinationTable,
  crossSiteTable,
  formTable,
  httpBaseTable,
  jsonBodyTable,
  loginTable,
  schemaBodyTable,
  schemeTable,
  structureTable,
} from "./tables/index.js";

/** Every table of the contract. */
export const contractTables: readonly ContractTable[] = [
  bearerTable,
  basicTable,
  apiKeyTable,
  combinationTable,
  crossSiteTable,
  structureTable,
  httpBaseTable,
  schemeTable,
  formTable,
  loginTable,
  jsonBodyTable,
  schemaBodyTable,
];

/** Serves a table's application. */
export async function serveTable(harness: AdapterHarness, table: ContractTable): Promise<Subject & Served> {
  const credentials = new Credentials();
  let count = 0;
  const served = await harness.serve({ container, ...table.options }, (router) => table.add(router, credentials, () => (count += 1)));
  return { ...served, credentials, reached: () => count };
}

/**
 * The contract suite: registers, with vitest, every case that an adapter has to pass over real sockets.
 *
 * @example
 * ```ts
 * describeAdapter(harness);
 * ```
 */
export function describeAdapter(harness: AdapterHarness): void {
  describe(`adapter contract: ${harness.name}`, () => {
    for (const table of contractTables) describe(table.title, () => describeTable(harness, table));
    for (const behaviour of behaviours) behaviour(harness);
    describeCalm();
  });
}

function describeTable(harness: AdapterHarness, table: ContractTable): void {
  let subject: Subject & Served;
  beforeAll(async () => {
    subject = await serveTable(harness, table);
  });
  afterAll(() => subject.close());
  test.each(table.cases.map((one) => [one.title, one] as const))("%s", async (_, one) => {
    await check(subject, one);
  });
  test("S-020 S-024 S-285 S-313 S-318 S-321 S-322 G10 hold of every refusal of this table", async () => {
    const before = subject.reached();
    for (const { request, answer } of table.cases.filter((one) => one.answer.status >= 400)) {
      const response = await send(subject.port, request);
      expect(response.status).toBe(answer.status);
      expectRefusal(response);
    }
    expect(subject.reached(), "handler calls").toBe(before);
  });
}

/** Counts what would end a process that nobody watches. */
function describeCalm(): void {
  const loose: unknown[] = [];
  const note = (fault: unknown) => void loose.push(fault);
  const events = ["unhandledRejection", "uncaughtException"] as const;
  beforeAll(() => events.forEach((event) => process.on(event, note)));
  afterAll(() => events.forEach((event) => process.off(event, note)));
  test("S-333 after everything above, nothing was left unhandled", async () => {
    await delay(50);
    expect(loose).toEqual([]);
  });
}
