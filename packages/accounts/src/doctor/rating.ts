import { ConfigurationError } from "@ampoule/core";
import { hmacAlgorithms, keyRing, type HmacAlgorithm } from "@ampoule/core/jwt";

/** What can be said of a secret without showing it. */
export interface Rating {
  readonly bytes: number;
  /** What that many characters of its alphabet hold, where each was drawn at random: more cannot be in it. */
  readonly bits: number;
  /** The algorithms that it is long enough for. */
  readonly algorithms: readonly HmacAlgorithm[];
  /** Why no algorithm takes it, if none does. */
  readonly fault: string | undefined;
}

/** How secrets are written, narrowest first, with how many characters each has. */
const alphabets: readonly (readonly [form: RegExp, size: number])[] = [
  [/^\d*$/, 10],
  [/^(?:[\da-f]*|[\dA-F]*)$/, 16],
  [/^(?:[a-z]*|[A-Z]*)$/, 26],
  [/^(?:[a-z2-7]*|[A-Z2-7]*)=*$/, 32],
  [/^[\w+/-]*=*$/, 64],
  [/^[\x20-\x7e]*$/, 95],
];

export function rate(secret: string): Rating {
  const bytes = Buffer.byteLength(secret);
  const size = alphabets.find(([form]) => form.test(secret))?.[1] ?? 256;
  const characters = secret.replace(/=+$/, "").length;
  const algorithms = hmacAlgorithms.filter((alg) => faultOf(secret, alg) === undefined);
  return { bytes, bits: Math.floor(Math.min(characters * Math.log2(size), bytes * 8)), algorithms, fault: faultOf(secret, "HS256") };
}

function faultOf(secret: string, alg: HmacAlgorithm): string | undefined {
  try {
    keyRing([{ alg, secret }]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.replace(/^The \S+ key given to jwt\(\) /, "It ");
  }
}
