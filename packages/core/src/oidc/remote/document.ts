import { UnavailableError } from "../../contract/errors.js";
import { readAtMost, within } from "../../http/bounded.js";
import { readMediaType } from "../../http/media-type.js";
import { parseObject, type JsonObject } from "../../http/strict-json.js";

/** How much another server may cost us. */
export interface Limits {
  /** Milliseconds that an answer may take, to its last byte. */
  readonly timeout: number;
  /** Bytes that it may have. */
  readonly maxBytes: number;
  readonly fetch: typeof fetch;
}

/** What is asked for, and how. */
export interface Asked {
  readonly url: string;
  readonly init?: RequestInit;
  /** The status that says that there is none. */
  readonly none: number;
}

/**
 * Asks another server for a JSON object: strict JSON, frozen, nothing in it looked at. `undefined` where there is none; everything else that is not one is an `UnavailableError`: a redirect,
 * another status or type, too many bytes, too long a time. What was sent appears in no message.
 */
export async function fetchObject(what: string, asked: Asked, limits: Limits): Promise<JsonObject | undefined> {
  const { url, init, none } = asked;
  const broken = (why: string, options?: ErrorOptions) => new UnavailableError(`${what} (${placeOf(url)}) ${why}.`, options);
  try {
    return await within(limits.timeout, async (signal) => {
      const response = await limits.fetch(url, { ...init, redirect: "manual", signal });
      const refused = refusalOf(response);
      if (refused === undefined) return parse(await readAtMost(limits.maxBytes, response), broken);
      await response.body?.cancel();
      if (response.status === none) return undefined;
      throw broken(refused);
    });
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    throw broken("could not be asked", { cause: error });
  }
}

/** Where a request goes, without what its query holds. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function refusalOf({ status, headers, type, redirected }: Response): string | undefined {
  if (redirected || type === "opaqueredirect" || (status >= 300 && status < 400)) return "redirects, which is not followed";
  if (status !== 200) return `answers ${status}`;
  const essence = readMediaType(headers.get("content-type") ?? "")?.essence ?? "";
  return /^application\/(?:[\w.-]+\+)?json$/.test(essence) ? undefined : "does not answer JSON";
}

function parse(bytes: Uint8Array, broken: (why: string) => UnavailableError): JsonObject {
  const value = parseObject(bytes);
  if (value === undefined) throw broken("does not answer a JSON object");
  return value;
}
