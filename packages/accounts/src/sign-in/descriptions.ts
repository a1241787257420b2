import type { OperationDescription } from "@ampoule/core/openapi";
import { bodyProblems, issued, jsonContent, problem, refused, secret, text } from "../endpoints/operation-parts.js";

const tags = ["sign-in"];

export function signInOperation(field: string): OperationDescription {
  return {
    tags,
    summary: "Sign in",
    operationId: "signIn",
    requestBody: jsonContent([field, "password"], { [field]: text, password: secret }),
    responses: {
      "200": issued,
      ...bodyProblems,
      "401": problem("Name and password do not fit"),
      "429": problem("Too many attempts"),
    },
  };
}

/** @param isCookie whether the token travels in a cookie. */
export function refreshOperation(isCookie: boolean): OperationDescription {
  const requestBody = jsonContent(["refresh_token"], { refresh_token: secret });
  return {
    tags,
    summary: "Refresh",
    operationId: "refresh",
    ...(!isCookie && { requestBody }),
    responses: { "200": issued, ...(!isCookie && bodyProblems), "400": refused("The refresh token is not good") },
  };
}
