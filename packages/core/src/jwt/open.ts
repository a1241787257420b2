import { isOutcome, rejected, type Rejected } from "../contract/outcome.js";
import { isAlgorithm } from "./algorithm.js";
import { askForKeys } from "./candidates.js";
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

type Opening = OpenedToken | Rejected | Promise<OpenedToken | Rejected>;

/** A token in its parts, and what its header says of its key. */
interface Named {
  readonly parts: CompactToken;
  readonly hint: KeyHint;
}

/** Takes a token apart, asks for its key, and checks its signature. `faultOf` says first why its header will not do. */
export function openToken(text: string, source: KeySource, faultOf: (header: TokenHeader) => string | undefined): Opening {
  const parts = readCompact(text);
  if (isOutcome(parts)) return parts;
  const { alg, kid } = parts.header;
  const fault = faultOf(parts.header);
  if (fault !== undefined || !isAlgorithm(alg)) return rejected(fault ?? "unsupported_algorithm");
  const named = { parts, hint: { alg, kid } };
  const keys = askForKeys(source, named.hint);
  return keys instanceof Promise ? tryLate(named, keys) : tryKeys(named, keys);
}

function tryLate(named: Named, pending: Promise<readonly VerificationKey[]>): Promise<OpenedToken | Rejected> {
  return pending.then((keys) => tryKeys(named, keys));
}

/** The first of a few keys that signed a token opens it. */
function tryKeys(named: Named, keys: readonly VerificationKey[], index = 0): Opening {
  const key = keys[index];
  if (key === undefined) return rejected(keys.length === 0 ? "unknown_key" : "bad_signature");
  const isGood = isSignedBy(named.parts, key);
  if (isGood instanceof Promise) return isGood.then((late) => (late === true ? opened(named, key) : tryKeys(named, keys, index + 1)));
  return isGood === true ? opened(named, key) : tryKeys(named, keys, index + 1);
}

function opened({ parts: { header, payload }, hint }: Named, key: VerificationKey): OpenedToken {
  return { header, payload: decodeChecked(payload), key, hint };
}
