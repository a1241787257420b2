import { expect } from "vitest";
import { ConfigurationError } from "../../src/index.js";
import { refusalOf } from "../adapt/fake-framework.js";

/** The message with which set-up ends. */
export function refused(setUp: () => unknown): string {
  const error = refusalOf(setUp);
  expect(error).toBeInstanceOf(ConfigurationError);
  return error.message;
}
