import type { JsonObject } from "../../http/strict-json.js";

/** A media type in one spelling: in lower case, without `application/` (RFC 7515 section 4.1.9). */
export function mediaType(typ: string): string {
  const name = typ.toLowerCase();
  return name.startsWith("application/") ? name.slice("application/".length) : name;
}

/** Claims that only ID tokens and logout tokens have. */
const foreign = ["at_hash", "c_hash", "s_hash", "events"];
/** What Keycloak and Cognito call tokens that are for something else. */
const otherKinds: ReadonlySet<unknown> = new Set(["id", "refresh", "offline", "logout"]);

/** Whether claims show that this is no access token, whatever it is called. */
export function isOtherKind(claims: JsonObject): boolean {
  return foreign.some((name) => name in claims) || isOther(claims["token_use"]) || isOther(claims["typ"]);
}

function isOther(kind: unknown): boolean {
  return typeof kind === "string" && otherKinds.has(kind.toLowerCase());
}
