import { compactVerify } from "jose";
import type { VerificationKey } from "./key-source.js";
import type { CompactToken } from "./text/compact.js";

/**
 * Whether this key signed this token. The only place where signatures are checked: another implementation of it replaces this file.
 *
 * It relies on its callers for everything but the signature: form, algorithm and key were looked at. Whatever goes wrong in it is "no".
 */
export function isSignedBy({ text, header }: CompactToken, { key }: VerificationKey): Promise<boolean> {
  return compactVerify(text, key, { algorithms: [header.alg] }).then(
    () => true,
    () => false,
  );
}
