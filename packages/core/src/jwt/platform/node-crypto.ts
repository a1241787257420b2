/** A key that Node's own cryptography holds. */
export type NodeKey = object;

/** The part of `node:crypto` that is used. */
export interface NodeCrypto {
  readonly KeyObject: { from(key: CryptoKey): NodeKey };
  createSecretKey(bytes: Uint8Array): NodeKey;
  createHmac(hash: string, key: NodeKey): { update(text: string): { digest(encoding: "base64url"): string } };
  timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean;
  hash(name: string, text: string, encoding: "hex"): string;
  verify(
    hash: string | null,
    data: Uint8Array,
    key: NodeKey,
    signature: Uint8Array,
    callback: (fault: unknown, isGood: boolean) => void,
  ): void;
}

/** The part of `node:buffer` that is used. */
interface NodeBuffer {
  from(text: string, encoding: "latin1" | "base64url"): Uint8Array<ArrayBuffer>;
}

interface Host {
  readonly navigator?: { readonly userAgent?: string };
  readonly process?: { getBuiltinModule?(name: string): object | undefined };
}

const { navigator, process } = globalThis as Host;
// Bun, Deno and workerd have modules of the same names, written anew: there, WebCrypto is what is known to be right.
const isNode = navigator?.userAgent?.startsWith("Node.js/") === true;

function builtin(name: string): object | undefined {
  return isNode ? process?.getBuiltinModule?.(name) : undefined;
}

/** Node's own cryptography, on Node only: what it does at once costs WebCrypto a trip through the thread pool. */
export const nodeCrypto = builtin("node:crypto") as NodeCrypto | undefined;
/** Node's own buffers, on Node only. */
export const nodeBuffer = (builtin("node:buffer") as { readonly Buffer: NodeBuffer } | undefined)?.Buffer;
