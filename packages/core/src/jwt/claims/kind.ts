import type { JsonObject } from "../../http/strict-json.js";

/** A media type in one spelling: in lower case, without `application/` (RFC 7515 section 4.1.9). */
export function mediaType(typ: string): string {
  const name = typ.toLowerCase();
  return name.startsWith("application/") ? name.slice("application/".length) : name;
}

/** What Keycloak and Cognito call tokens that are for something else. */
const otherKinds: ReadonlySet<unknown> = new Set(["id", "refresh", "offline", "logout"]);

/** Whether claims show that this is no access token, whatever it is called. */
export function isOtherKind(claims: JsonObject): boolean {
  return isForeign(claims) || isOther(claims["token_use"]) || isOther(claims["typ"]);
}

/** Claims that only ID tokens and logout tokens have. */
function isForeign(claims: JsonObject): boolean {
  return "at_hash" in claims || "c_hash" in claims || "s_hash" in claims || "events" in claims;
}

function isOther(kind: unknown): boolean {
  return typeof kind === "string" && otherKinds.has(kind.toLowerCase());
}
