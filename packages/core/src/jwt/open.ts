import { isOutcome, rejected, type Rejected } from "../contract/outcome.js";
import { isAlgorithm } from "./algorithm.js";
import { askForKeys } from "./candidates.js";
import type { KeyHint, KeySource, VerificationKey } from "./key-source.js";
import { isSignedBy } from "./signature.js";
import { decodeBase64Url } from "./text/base64url.js";
import { readCompact, type CompactToken } from "./text/compact.js";
import type { TokenHeader } from "./text/header.js";

/** A token that somebody signed. What it says is yet to be judged. */
export interface OpenedToken {
  readonly header: TokenHeader;
  readonly payload: Uint8Array;
  readonly key: VerificationKey;
  readonly hint: KeyHint;
}

/** Takes a token apart, asks for its key, and checks its signature. `faultOf` says first why its header will not do. */
export async function openToken(
  text: string,
  source: KeySource,
  faultOf: (header: TokenHeader) => string | undefined,
): Promise<OpenedToken | Rejected> {
  const parts = readCompact(text);
  if (isOutcome(parts)) return parts;
  const { header, payload } = parts;
  const { alg, kid } = header;
  const fault = faultOf(header);
  if (fault !== undefined || !isAlgorithm(alg)) return rejected(fault ?? "unsupported_algorithm");
  const hint = { alg, kid };
  const keys = await askForKeys(source, hint);
  const key = await signer(parts, keys);
  if (key === undefined) return rejected(keys.length === 0 ? "unknown_key" : "bad_signature");
  return { header, payload: decodeBase64Url(payload) ?? new Uint8Array(), key, hint };
}

/** The first of a few keys that signed a token. */
async function signer(parts: CompactToken, keys: readonly VerificationKey[]): Promise<VerificationKey | undefined> {
  for (const key of keys) if (await isSignedBy(parts, key)) return key;
  return undefined;
}
