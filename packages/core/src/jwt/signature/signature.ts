import type { VerificationKey } from "../key-source.js";
import { nodeCrypto } from "../platform/node-crypto.js";
import type { CompactToken } from "../text/compact.js";
import { nodeKeyOf } from "./node-keys.js";
import { isSignedOnNode } from "./node-signature.js";
import { isSignedOnWeb } from "./web-signature.js";

/**
 * Whether this key signed this token. The only place where signatures are checked: by Node's own cryptography where it can be had and holds the key, else by WebCrypto.
 *
 * It relies on its callers for everything but the signature: form, algorithm and key were looked at. Whatever goes wrong in it is "no".
 */
export function isSignedBy(token: CompactToken, key: VerificationKey): boolean | Promise<boolean> {
  const held = nodeCrypto && nodeKeyOf(nodeCrypto, key);
  return nodeCrypto === undefined || held === undefined
    ? isSignedOnWeb(token, key)
    : isSignedOnNode(nodeCrypto, token, { alg: key.alg, held });
}
