import { ConfigurationError } from "@ampoule/core";

/** A whole number within its limits. @throws ConfigurationError on another one. */
export function wholeNumber(owner: string, name: string, value: number, [least, most]: readonly [number, number]): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new ConfigurationError("invalid_option", `${owner} needs a whole ${name} from ${least} to ${most}, not ${String(value)}.`);
}
