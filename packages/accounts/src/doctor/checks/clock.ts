import type { AppSettings } from "../../settings/app-settings.js";
import { about, type Finding } from "../finding.js";

const { ok, warn, fail } = about("clock");
/** What `jwt()` forgives an issuer whose clock is ahead, in milliseconds. */
const forgiven = 5_000;
/** Milliseconds. */
const patience = 5_000;

/** What another clock said, and when this one was before and after it. Milliseconds. */
export interface Measured {
  readonly told: number;
  readonly asked: number;
  readonly answered: number;
  /** How much of the time the other clock leaves out. */
  readonly precision: number;
}

/** How far two clocks differ at least, whatever the question took. */
export function skewFinding(whose: string, { told, asked, answered, precision }: Measured): Finding {
  const skew = Math.max(0, told - answered, asked - (told + precision));
  if (skew > forgiven)
    return fail(`This clock and ${whose} differ by ${Math.round(skew / 1_000)} s: tokens are refused, or live too long.`);
  return skew > 1_000 ? warn(`This clock and ${whose} differ by ${Math.round(skew / 1_000)} s.`) : ok(`This clock and ${whose} agree.`);
}

/** Compares with the `Date` of the issuer, where it is a server. One that does not answer is no fault: nobody else has to reach it. */
export async function checkClock({ issuer }: AppSettings): Promise<readonly Finding[]> {
  if (!/^https?:\/\//.test(issuer)) return [];
  const asked = Date.now();
  try {
    const options = {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
      headers: { "cache-control": "no-cache" },
    } as const;
    const { headers } = await fetch(issuer, options);
    // A cache says how old its answer is (RFC 9111 section 5.1).
    const told = Date.parse(headers.get("date") ?? "") + Number(headers.get("age") ?? 0) * 1_000;
    if (!Number.isFinite(told)) return [ok("The issuer's answer has no date.")];
    return [skewFinding("the issuer's", { told, asked, answered: Date.now(), precision: 1_000 })];
  } catch {
    return [ok("The issuer does not answer from here, so clocks are not compared.")];
  }
}
