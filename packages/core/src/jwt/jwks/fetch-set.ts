import { readAtMost, within } from "../../http/bounded.js";
import { readMediaType } from "../../http/media-type.js";
import { isObject, parseObject, type JsonObject } from "../../http/strict-json.js";
import type { JwksSettings } from "./options.js";

/** Bytes that a set may have. */
const byteLimit = 262_144;
/** Keys that it may have. */
const keyLimit = 100;

/**
 * Fetches the keys of a JWK set (RFC 7517 section 5). Throws on everything else: another status, a redirect, another type, too many bytes, too many keys, too long a
 * time, JSON that can be read in two ways.
 */
export function fetchSet(settings: JwksSettings): Promise<readonly JsonObject[]> {
  const { url, timeout } = settings;
  return within(timeout, async (signal) => {
    const headers = { accept: "application/jwk-set+json, application/json" };
    // "error" is not known everywhere; a redirect is refused as another status.
    const response = await settings.fetch(url, { redirect: "manual", headers, signal });
    const fault = responseFault(response);
    if (fault === undefined) return keysOf(parseObject(await readAtMost(byteLimit, response)));
    await response.body?.cancel();
    throw new TypeError(fault);
  });
}

function responseFault({ status, headers, redirected }: Response): string | undefined {
  if (redirected) return "it was redirected";
  if (status !== 200) return `the status was ${status}`;
  const type = readMediaType(headers.get("content-type") ?? "")?.essence;
  return type === "application/json" || type === "application/jwk-set+json" ? undefined : `the type was ${type ?? "not said"}, not JSON`;
}

function keysOf(set: JsonObject | undefined): readonly JsonObject[] {
  const keys: unknown = set?.["keys"];
  if (!Array.isArray(keys) || !keys.every(isObject)) throw new TypeError("it is no JWK set");
  if (keys.length > keyLimit) throw new RangeError(`it has more than ${keyLimit} keys`);
  return keys;
}
