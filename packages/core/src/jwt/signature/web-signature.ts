import { compactVerify } from "jose";
import type { VerificationKey } from "../key-source.js";
import type { CompactToken } from "../text/compact.js";

/** Whether this key signed this token, by jose on WebCrypto: on every platform. */
export function isSignedOnWeb({ text, header }: CompactToken, { key }: VerificationKey): Promise<boolean> {
  return compactVerify(text, key, { algorithms: [header.alg] }).then(
    () => true,
    () => false,
  );
}
