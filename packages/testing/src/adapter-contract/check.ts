import { expect } from "vitest";
import { fieldsOf, send, type RawResponse } from "../raw-http.js";
import { isErrorText, readChallenges } from "./challenge-grammar.js";
import type { Credentials } from "./credentials.js";
import type { ContractCase } from "./table.js";

/** What a table's application has done so far. */
export interface Subject {
  readonly port: number;
  readonly credentials: Credentials;
  /** How often any handler ran. */
  readonly reached: () => number;
}

/** Sends the request of a case and holds the answer against it. */
export async function check({ port, credentials, reached }: Subject, one: ContractCase): Promise<RawResponse> {
  const { answer, request, verifications, fields = {}, secret } = one;
  const before = { reached: reached(), verified: credentials.verified.length };
  const response = await send(port, request);
  const seen = { status: response.status, body: response.body, challenge: only(response, "www-authenticate") };
  expect(seen).toEqual({ status: answer.status, body: answer.body, challenge: answer.challenge });
  // S-285: a denied request never reaches a handler.
  expect(reached() - before.reached, "handler calls").toBe(answer.reached ? 1 : 0);
  if (verifications !== undefined) expect(credentials.verified.length - before.verified, "verifications").toBe(verifications);
  expectField(response, "content-type", answer.contentType);
  expectField(response, "cache-control", answer.cacheControl);
  for (const [name, value] of Object.entries(fields)) expect(only(response, name), name).toBe(value);
  if (secret !== undefined) expect(JSON.stringify(response)).not.toContain(secret);
  if (response.status >= 400 && answer.body !== '{"fault":true}') expectRefusal(response);
  return response;
}

/** What holds of every refusal, whatever the case. */
export function expectRefusal(response: RawResponse): void {
  expect(only(response, "x-content-type-options"), "S-322 nosniff").toBe("nosniff");
  expect(only(response, "cache-control"), "S-318 no-store").toBe("no-store");
  expect(only(response, "content-type"), "S-322 content type").toMatch(/; charset=utf-8$/);
  for (const forbidden of ["server", "x-security", "x-ampoule"]) expect(fieldsOf(response, forbidden), "S-321").toEqual([]);
  expect(response.body, "S-313 no stack").not.toMatch(/at .*\(|node_modules|Error:/);
  const value = only(response, "www-authenticate");
  if (response.status === 401) expect(value, "S-024 every 401 carries a challenge").toBeDefined();
  for (const { parameters } of readChallenges(value ?? "")) {
    expect(parameters.get("realm"), "S-001 a realm").toBeDefined();
    for (const text of parameters.values()) expect(isErrorText(text), `S-020 ${text}`).toBe(true);
  }
}

function expectField(response: RawResponse, name: string, wanted: string | null | undefined): void {
  if (wanted !== undefined) expect(only(response, name), name).toBe(wanted ?? undefined);
}

/** The one value of a field; fails where it comes twice. */
export function only(response: RawResponse, name: string): string | undefined {
  const values = fieldsOf(response, name);
  expect(values.length, `${name} comes once at most`).toBeLessThan(2);
  return values[0];
}
