import { isGenerator, isOutcome, rejected, type Outcome } from "../contract/outcome.js";
import { Missing, Rejection } from "./refused.js";
import type { Run } from "./run.js";

/** Turns what a provider returned into a value or a `Refused`, or a promise of either. `missing` says whose challenges apply. */
export function settle(result: unknown, missing: Missing, run: Run): unknown {
  return isThenable(result) ? Promise.resolve(result).then((late) => settleNow(late, missing, run)) : settleNow(result, missing, run);
}

function settleNow(result: unknown, missing: Missing, run: Run): unknown {
  if (isOutcome(result)) return settleOutcome(result, missing, run);
  if (result === undefined || result === null || result === false) return new Rejection(missing.schemes, rejected("no_value"));
  requirePrincipal(result);
  run.adopt(result);
  return result;
}

function settleOutcome(outcome: Outcome<unknown>, missing: Missing, run: Run): unknown {
  switch (outcome.kind) {
    case "absent":
      return missing;
    case "rejected":
      return new Rejection(missing.schemes, outcome);
    case "granted":
      return settleGranted(outcome.value, missing, run);
  }
}

function settleGranted(value: unknown, missing: Missing, run: Run): unknown {
  if (isThenable(value)) throw new TypeError("granted() was given a promise: await it first");
  if (value === undefined) return new Rejection(missing.schemes, rejected("no_value"));
  requirePrincipal(value);
  run.adopt(value);
  return value;
}

/** What nobody means to let a caller in with: a body that never ran, a failure that was returned, what a look-up found in a prototype. */
function requirePrincipal(value: unknown): void {
  const tag = Object.prototype.toString.call(value);
  const wrong = isGenerator(value) || value === Object.prototype || tag === "[object Error]" || tag === "[object Response]";
  if (wrong) throw new TypeError(`A provider yielded ${tag}: yield a value, return rejected(code), or throw.`);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
