import type { OperationDescription } from "@ampoule/core/openapi";
import { bodyProblems, done, jsonContent, problem, refused, secret, text } from "../endpoints/operation-parts.js";

const tags = ["recovery"];
const badCode = { "400": refused("The code is not good, or the body is malformed") };

function requestOperation(field: string, about: { readonly summary: string; readonly operationId: string }): OperationDescription {
  return {
    tags,
    ...about,
    requestBody: jsonContent([field], { [field]: text }),
    responses: {
      "202": done("If there is such a user, a mail is on its way"),
      ...bodyProblems,
      "422": problem("This can be nobody's name"),
      "429": problem("Too many attempts"),
    },
  };
}

export function requestVerificationOperation(field = "email"): OperationDescription {
  return requestOperation(field, { summary: "Ask for a link that confirms an address", operationId: "requestVerification" });
}

export function requestResetOperation(field = "email"): OperationDescription {
  return requestOperation(field, { summary: "Ask for a link to choose another password", operationId: "requestReset" });
}

export const confirmByCodeOperation: OperationDescription = {
  tags,
  summary: "Confirm an address",
  operationId: "confirmVerification",
  requestBody: jsonContent(["code"], { code: secret }),
  responses: { "204": done("It is confirmed"), ...bodyProblems, ...badCode },
};

export const confirmVerificationOperation: OperationDescription = {
  ...confirmByCodeOperation,
  requestBody: jsonContent(["code", "password"], { code: secret, password: secret }),
  responses: {
    ...confirmByCodeOperation.responses,
    "422": problem("The code is good, but the password is not the account's"),
    "429": problem("Too many attempts"),
  },
};

export const confirmResetOperation: OperationDescription = {
  tags,
  summary: "Choose another password",
  operationId: "confirmReset",
  requestBody: jsonContent(["code", "password"], { code: secret, password: secret }),
  responses: { "204": done("It is another one"), ...bodyProblems, ...badCode, "422": problem("The password cannot be taken") },
};
