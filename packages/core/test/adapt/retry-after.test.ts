import { expect, test } from "vitest";
import { bearer, provider, UnavailableError } from "../../src/index.js";
import { callWith, fakeSecurity, next } from "./fake-framework.js";

const token = bearer((sub) => ({ sub }));

/** The `Retry-After` of a route where something is unavailable for so long. */
function retryAfterOf(...given: [seconds?: number]): string | undefined {
  const [retryAfter] = given;
  const options = given.length === 0 ? {} : { retryAfter: retryAfter as number };
  const down = provider({ token }, () => {
    throw new UnavailableError("down", options);
  });
  const call = callWith("Authorization: Bearer alice");
  void fakeSecurity()({ down }, () => "reached")(call, next);
  expect(call.reply?.status).toBe(503);
  return call.reply?.headers["Retry-After"];
}

test.each([
  [0, "0"],
  [1, "1"],
  [0.001, "1"],
  [2.5, "3"],
  [86_400, "86400"],
])("%s seconds are sent as %s: whole ones, and never too early", (seconds, expected) => {
  expect(retryAfterOf(seconds)).toBe(expected);
});

test.each([-1, -0.5, Number.NaN, Infinity, -Infinity])("%s is no time to wait: the default is sent", (seconds) => {
  expect(retryAfterOf(seconds)).toBe("5");
});

test("5 seconds are sent where nothing is said", () => {
  expect(retryAfterOf()).toBe("5");
  expect(new UnavailableError("down", { retryAfter: undefined as never }).retryAfter).toBe(5);
});
