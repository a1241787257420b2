import "reflect-metadata";
import type { SecurityEvent } from "@ampoule/core";
import { container } from "tsyringe";
import { expect, test } from "vitest";
import { appOf } from "../../src/guide/schemes/request-ids.js";
import { fieldsOf, listening } from "./listening.js";

test("S0-18 a request is called alike in its header, in its refusal and in its event", async () => {
  const events: SecurityEvent[] = [];
  await using app = await listening(appOf({ container, onEvent: (event) => void events.push(event) }));
  const answers = await Promise.all([app.ask("GET /me"), app.ask("GET /me", "Authorization: Bearer nobody")]);
  const ids = answers.map(({ response }) => fieldsOf(response, "x-request-id").join());
  expect(answers.map(({ status, body }) => [status, (body as { requestId?: string }).requestId])).toEqual(ids.map((id) => [401, id]));
  expect(new Set(events.map(({ requestId }) => requestId))).toEqual(new Set(ids));
  expect(new Set(ids).size).toBe(2);
});
