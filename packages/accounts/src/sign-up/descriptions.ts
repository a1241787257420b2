import type { OperationDescription } from "@ampoule/core/openapi";
import { bodyProblems, done, jsonContent, problem, secret, text } from "../endpoints/operation-parts.js";

/** @param isTold whether the client learns what became of it. */
export function signUpOperation(field: string, profile: readonly string[], isTold: boolean): OperationDescription {
  const more = Object.fromEntries(profile.map((name) => [name, {}]));
  const answers = isTold
    ? { "201": done("Registered"), "409": problem("The name is taken") }
    : { "202": done("Taken in hand, whoever has the name") };
  return {
    tags: ["sign-up"],
    summary: "Register",
    operationId: "signUp",
    requestBody: jsonContent([field, "password"], { [field]: text, password: secret, ...more }),
    responses: {
      ...answers,
      ...bodyProblems,
      "422": problem("The name, the password or a field cannot be taken"),
      "429": problem("Too many attempts"),
    },
  };
}
