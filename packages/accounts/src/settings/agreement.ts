import { ConfigurationError } from "@ampoule/core";
import { keyMaterialOf, type KeyMaterial } from "./key-material.js";
import type { Reading } from "./reading.js";
import type { Values } from "./values.js";
import { variables } from "./variables.js";

type List = readonly [string, ...string[]];

/** Settings that hold together. */
export interface Agreed {
  readonly values: Values;
  readonly material: KeyMaterial;
  readonly issuer: string;
  /** Whom tokens are made for. */
  readonly audience: List;
  /** For whom tokens are taken. */
  readonly allowedAudiences: List;
}

/** What the settings say together; where that cannot be, the problems go to the reading. */
export function agreementOf(values: Values, reading: Reading): Agreed | undefined {
  const material = keysIn(values, reading);
  const { issuer, allowedAudiences, publicKey } = values;
  // Who only verifies makes tokens for nobody.
  const audience = values.audience ?? (publicKey && allowedAudiences);
  reading.problems.push(...missing(issuer, audience, reading), ...contradictions(values, reading));
  if (material === undefined || issuer === undefined || audience === undefined) return undefined;
  return { values, material, issuer, audience, allowedAudiences: allowedAudiences ?? audience };
}

function* missing(issuer: string | undefined, audience: List | undefined, reading: Reading): Iterable<string> {
  if (issuer === undefined && reading.isKnown(variables.issuer)) yield "JWT_ISSUER is not set: who signs, such as https://login.example.";
  if (audience === undefined && reading.isKnown(variables.audience, variables.allowedAudiences))
    yield "JWT_AUDIENCE is not set: the name of your API, such as https://api.example.";
}

function* contradictions({ audience, allowedAudiences, idle, absolute }: Values, reading: Reading): Iterable<string> {
  if (allowedAudiences !== undefined && audience?.every((name) => allowedAudiences.includes(name)) === false)
    yield "JWT_ALLOWED_AUDIENCES lacks what JWT_AUDIENCE says: tokens that are made here would be refused here.";
  if (absolute < idle && reading.isKnown(variables.refreshDays, variables.absoluteDays))
    yield "AMPOULE_SESSION_ABSOLUTE_DAYS is less than JWT_REFRESH_TOKEN_EXPIRE_DAYS: raise it, or lower that.";
}

function keysIn(values: Values, reading: Reading): KeyMaterial | undefined {
  const { rules, secret, privateKey, publicKey, algorithm } = variables;
  if (!reading.isKnown(rules, secret, privateKey, publicKey, algorithm)) return undefined;
  try {
    return keyMaterialOf(values, (name) => reading.sourceOf(variables[name]));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    reading.problems.push(error.message);
    return undefined;
  }
}
