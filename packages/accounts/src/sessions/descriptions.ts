import type { OperationDescription } from "@ampoule/core/openapi";
import { bodyProblems, done, json, jsonContent, text } from "../endpoints/operation-parts.js";

const tags = ["sessions"];
const time = { ...text, format: "date-time" };
const session = {
  type: "object",
  properties: { id: text, client_id: text, created_at: time, last_used_at: time, expires_at: time, current: { type: "boolean" } },
};

export const sessionsOperation: OperationDescription = {
  tags,
  summary: "Where I am signed in",
  operationId: "sessions",
  responses: { "200": json("Sign-ins that go on", { sessions: { type: "array", items: session } }, ["sessions"]) },
};

export const endSessionOperation: OperationDescription = {
  tags,
  summary: "End one of my sign-ins",
  operationId: "endSession",
  requestBody: jsonContent(["session"], { session: text }),
  responses: { "204": done("It goes on no longer, if it ever did"), ...bodyProblems },
};

export const endOthersOperation: OperationDescription = {
  tags,
  summary: "End my other sign-ins",
  operationId: "endOtherSessions",
  responses: { "204": done("Only this one goes on") },
};

export const endAllOperation: OperationDescription = {
  tags,
  summary: "Sign out everywhere",
  operationId: "endAllSessions",
  responses: { "204": done("None goes on") },
};
