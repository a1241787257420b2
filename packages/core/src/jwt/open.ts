import { isOutcome, rejected, type Rejected } from "../contract/outcome.js";
import type { Awaitable } from "../contract/provider.js";
import { isAlgorithm } from "./algorithm.js";
import { askForKeys } from "./candidates.js";
import { after } from "../contract/thenable.js";
import type { KeyHint, KeySource, VerificationKey } from "./key-source.js";
import { isSignedBy } from "./signature/signature.js";
import { decodeChecked } from "./text/base64url.js";
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
export function openToken(
  text: string,
  source: KeySource,
  faultOf: (header: TokenHeader) => string | undefined,
): Awaitable<OpenedToken | Rejected> {
  const parts = readCompact(text);
  if (isOutcome(parts)) return parts;
  const { alg, kid } = parts.header;
  const fault = faultOf(parts.header);
  if (fault !== undefined || !isAlgorithm(alg)) return rejected(fault ?? "unsupported_algorithm");
  const hint = { alg, kid };
  return after(askForKeys(source, hint), (keys) => after(signer(parts, keys), (key) => opened(parts, hint, key ?? faultOfKeys(keys))));
}

/** The first of a few keys that signed a token. */
function signer(parts: CompactToken, [key, ...others]: readonly VerificationKey[]): Awaitable<VerificationKey | undefined> {
  return key && after(isSignedBy(parts, key), (isGood) => (isGood ? key : signer(parts, others)));
}

function opened({ header, payload }: CompactToken, hint: KeyHint, key: VerificationKey | Rejected): OpenedToken | Rejected {
  return isOutcome(key) ? key : { header, payload: decodeChecked(payload), key, hint };
}

function faultOfKeys(keys: readonly VerificationKey[]): Rejected {
  return rejected(keys.length === 0 ? "unknown_key" : "bad_signature");
}
