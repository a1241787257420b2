import { ConfigurationError, type Awaitable } from "@ampoule/core";
import type { Clock } from "@ampoule/core/jwt";
import { SigningKeys } from "../keys/signing-keys.js";
import type { Account } from "./account.js";
import { teller } from "./events.js";
import { allowUnchecked, type Lifetimes, type TokensOptions } from "./options.js";
import { patient } from "./patient.js";

/** Options with their defaults filled in, checked. Times are in milliseconds. */
export interface Settings {
  readonly issuer: string;
  readonly audience: string | readonly string[];
  readonly keys: SigningKeys;
  readonly store: ReturnType<typeof patient>;
  readonly account: (id: string) => Awaitable<Account | undefined>;
  readonly claims: (account: Account) => Awaitable<unknown>;
  readonly scopes: readonly string[];
  readonly allows: (account: Account) => readonly string[];
  readonly access: number;
  readonly idle: number;
  readonly absolute: number;
  readonly grace: number;
  readonly clock: Clock;
  readonly tell: ReturnType<typeof teller>;
  readonly believesUnchecked: boolean;
}

const day = 86_400;
const defaults: Required<Lifetimes> = { access: 900, idle: 14 * day, absolute: 90 * day, grace: 10 };
const scopeName = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

export function settingsOf<A extends Account, S extends string>(options: TokensOptions<A, S>): Settings {
  const { issuer, audience, keys, clock: told = Date.now, scopes = [], onEvent } = options;
  // Stores keep whole milliseconds.
  const clock = () => Math.floor(told());
  if (![issuer, ...[audience].flat()].every(isText)) throw invalid("it needs an issuer and an audience: text that is not empty");
  if (!(keys instanceof SigningKeys)) throw invalid("it needs keys: signingKeys(…)");
  if (typeof options.account !== "function" || typeof options.store?.swap !== "function")
    throw invalid("it needs a store, and account(id)");
  if (!scopes.every((name) => scopeName.test(name))) throw invalid("a scope is printable ASCII without spaces, quotes and backslashes");
  const timeout = numberOf("timeout", options.timeout ?? 2_000, [1, 60_000]);
  return {
    issuer,
    audience,
    keys,
    clock,
    ...lifetimesOf(options.lifetimes ?? {}, keys),
    store: patient(options.store, timeout),
    scopes: [...new Set<string>(scopes)],
    tell: teller(onEvent, clock),
    believesUnchecked: options[allowUnchecked] === true,
    ...questionsOf(options),
  };
}

/** The application's own functions. What they are given is what `account` gave, hence an `A`. */
function questionsOf<A extends Account, S extends string>(options: TokensOptions<A, S>): Pick<Settings, "account" | "claims" | "allows"> {
  return {
    account: (id) => options.account(id),
    claims: (account) => (options.claims === undefined ? {} : options.claims(account as A)),
    allows: (account) => options.allows?.(account as A) ?? options.scopes ?? [],
  };
}

function lifetimesOf(told: Lifetimes, keys: SigningKeys): Pick<Settings, "access" | "idle" | "absolute" | "grace"> {
  // One that is there but undefined is a mistake, not a wish for the default.
  const { access, idle, absolute, grace } = { ...defaults, ...told };
  numberOf("access lifetime", access, [1, 3_600]);
  numberOf("idle lifetime", idle, [access, 400 * day]);
  numberOf("absolute lifetime", absolute, [idle, 400 * day]);
  numberOf("grace window", grace, [0, 60]);
  if (keys.overlap < access) throw invalid("access tokens live longer than a former key verifies: raise the overlap of signingKeys()");
  return { access: access * 1_000, idle: idle * 1_000, absolute: absolute * 1_000, grace: grace * 1_000 };
}

function numberOf(name: string, value: unknown, [least, most]: readonly [number, number]): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw invalid(`its ${name} is a whole number from ${least} to ${most}`);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function invalid(message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `tokens() cannot be made: ${message}.`);
}
