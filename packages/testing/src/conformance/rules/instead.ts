import type { ExchangeExpectation } from "../format/exchange.js";
import type { Json } from "../format/json.js";
import type { SchemeSpec } from "../format/scheme.js";
import { challengeOf } from "../schemes/known.js";
import type { ExchangeSituation } from "./deviation.js";

/** A refusal of the scheme's, before anything of the application ran. */
export function refusedBy(scheme: SchemeSpec, status: 400 | 401, { expect }: ExchangeSituation): ExchangeExpectation {
  return {
    status,
    headers: { "www-authenticate": challengeOf(scheme) },
    json: status === 400 ? { code: "invalid_request" } : { detail: "Not authenticated" },
    ...(expect.calls !== undefined && { calls: {} }),
    ...(expect.events !== undefined && { events: ["response:start", "response:end"] }),
  };
}

/** A request that passes with this credential. Who else than a probe would show it is left open. */
export function yielding(credentials: Json, { isProbe = false }: ExchangeSituation): ExchangeExpectation {
  return { status: 200, ...(isProbe && { json: { credentials } }) };
}

/** The first scheme of which something holds. */
export function firstScheme(
  { schemes, request }: ExchangeSituation,
  holds: (scheme: SchemeSpec, request: ExchangeSituation["request"]) => boolean,
): SchemeSpec | undefined {
  return schemes.find((scheme) => holds(scheme, request));
}

/** The text of an expected `detail`. */
export function detailOf({ json }: ExchangeExpectation): string | undefined {
  if (typeof json !== "object" || json === null || !("detail" in json)) return undefined;
  return typeof json.detail === "string" ? json.detail : undefined;
}

/** Whether the request comes as far as to credentials: where it does not, nobody looks at them. */
export function mayBeRefused({ expect: { status } }: ExchangeSituation): boolean {
  return [200, 401, 403].includes(status);
}

/** Whether a scheme's own refusal is expected already. */
export function isRefused({ expect }: ExchangeSituation): boolean {
  return expect.status === 401 && detailOf(expect) === "Not authenticated";
}
