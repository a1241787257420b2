import type { SchemeSpec } from "../format/scheme.js";
import { challengeOf } from "../schemes/known.js";
import type { ExchangeSituation } from "./deviation.js";

/** The challenge of a scheme whose realm holds what has to be escaped; `undefined` where nothing has. */
export function escapedRealm({ schemes, expect }: ExchangeSituation): string | undefined {
  const scheme = schemes.find(({ realm = "" }) => /["\\]/.test(realm));
  if (expect.status !== 401 || scheme?.realm === undefined) return undefined;
  return `${challengeOf(scheme)} realm="${scheme.realm.replace(/["\\]/g, "\\$&")}"`;
}

/** Whether a realm can stand in a challenge at all: printable ASCII. */
export function hasSendableRealm({ realm = "" }: SchemeSpec): boolean {
  return /^[\x20-\x7e]*$/.test(realm);
}
