import type { Reading } from "./reading.js";
import { variables } from "./variables.js";

/** What the environment says, each setting by itself. */
export type Values = ReturnType<typeof takeValues>;

/** Takes every setting, in the order of the table. Durations in seconds. */
export function takeValues(reading: Reading) {
  const minutes = (count: number): number => count * 60;
  const days = (count: number): number => count * 86_400;
  return {
    rules: reading.take(variables.rules, defaults.rules),
    secret: reading.take(variables.secret, undefined),
    privateKey: reading.take(variables.privateKey, undefined),
    publicKey: reading.take(variables.publicKey, undefined),
    algorithm: reading.take(variables.algorithm, undefined),
    issuer: reading.take(variables.issuer, undefined),
    audience: reading.take(variables.audience, undefined),
    allowedAudiences: reading.take(variables.allowedAudiences, undefined),
    access: minutes(reading.take(variables.accessMinutes, defaults.accessMinutes)),
    /** Whether somebody said how long access tokens live: then longer ones are refused. */
    isAccessSet: reading.isSet(variables.accessMinutes),
    idle: days(reading.take(variables.refreshDays, defaults.refreshDays)),
    absolute: days(reading.take(variables.absoluteDays, defaults.absoluteDays)),
    grace: reading.take(variables.graceSeconds, defaults.graceSeconds),
    leeway: reading.take(variables.leewaySeconds, undefined),
    storeUrl: reading.take(variables.storeUrl, undefined),
    bcryptCost: reading.take(variables.bcryptCost, defaults.bcryptCost),
    trustedProxies: reading.take(variables.trustedProxies, undefined),
    corsOrigins: reading.take(variables.corsOrigins, undefined),
  };
}

const defaults = { rules: "production", accessMinutes: 15, refreshDays: 14, absoluteDays: 90, graceSeconds: 10, bcryptCost: 12 } as const;
