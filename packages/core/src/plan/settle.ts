import { isOutcome, rejected, type Outcome, type Rejected } from "../contract/outcome.js";
import { isScopeName } from "../contract/scopes.js";
import { isThenable } from "../contract/thenable.js";
import { Denial, Missing, Rejection, type Refused } from "./refused.js";

/** Takes what is to be disposed with the request. */
export interface Keeper {
  adopt(value: unknown): void;
}

/** Turns what a provider returned into a value or a `Refused`, or a promise of either. `missing` says whose challenges apply. */
export function settle(result: unknown, missing: Missing, keeper: Keeper): unknown {
  return isThenable(result) ? settleLate(result, missing, keeper) : settleNow(result, missing, keeper);
}

function settleLate(result: PromiseLike<unknown>, missing: Missing, keeper: Keeper): Promise<unknown> {
  return Promise.resolve(result).then((late) => settleNow(late, missing, keeper));
}

function settleNow(result: unknown, missing: Missing, keeper: Keeper): unknown {
  if (isOutcome(result)) return settleOutcome(result, missing, keeper);
  if (result === undefined || result === null || result === false) return new Rejection(missing.schemes, rejected("no_value"));
  requirePrincipal(result);
  keeper.adopt(result);
  return result;
}

function settleOutcome(outcome: Outcome<unknown>, missing: Missing, keeper: Keeper): unknown {
  switch (outcome.kind) {
    case "absent":
      return missing;
    case "rejected":
      return settleRejected(outcome, missing);
    case "granted":
      return settleGranted(outcome.value, missing, keeper);
  }
}

/** Where scopes are said to be missing, those that can be sent are named. */
function settleRejected(outcome: Rejected, { schemes }: Missing): Refused {
  const scopes = outcome.scopes?.filter(isScopeName) ?? [];
  return scopes.length === 0 ? new Rejection(schemes, outcome) : new Denial(schemes, "insufficient_scope", scopes);
}

function settleGranted(value: unknown, missing: Missing, keeper: Keeper): unknown {
  if (isThenable(value)) {
    Promise.resolve(value).catch(() => undefined);
    throw new TypeError("granted() was given a promise: await it first");
  }
  if (value === undefined) return new Rejection(missing.schemes, rejected("no_value"));
  requirePrincipal(value);
  keeper.adopt(value);
  return value;
}

/** What `record[text]` finds in every record. */
const inherited: ReadonlySet<unknown> = new Set([
  Object.prototype,
  ...Object.values(Object.getOwnPropertyDescriptors(Object.prototype)).map(({ value }) => value as unknown),
]);

const wrongTags: ReadonlySet<string> = new Set(["[object Error]", "[object Response]", "[object Generator]", "[object AsyncGenerator]"]);

/** What nobody means to let a caller in with: a body that never ran, a failure that was returned, what a look-up found in a prototype. */
function requirePrincipal(value: unknown): void {
  // A plain object is none of these, and most are.
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) return;
  const tag = Object.prototype.toString.call(value);
  if (inherited.has(value) || wrongTags.has(tag))
    throw new TypeError(`A provider yielded ${tag}: yield a value, return rejected(code), or throw.`);
}
