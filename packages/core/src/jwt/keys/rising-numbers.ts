import { bytesOf } from "../../http/base64.js";

/** Of each gap, this many bits are written as they are: the gaps between the numbers of published secrets are about twice as long. */
const lowBits = 21;

/**
 * Numbers that rise, out of the base64 of the gaps between them, each less one: a Golomb-Rice code, which comes within a tenth of a bit of the least that
 * random numbers take. A gap is as many ones as it holds 2^21, a zero, and the bits of the rest.
 */
export function risingNumbers(text: string, count: number): readonly number[] {
  const code = new DataView(bytesOf(`${atob(text)}\0\0\0`).buffer);
  let position = 0;
  const next = (bits: number) => {
    const word = code.getUint32(position >> 3) << (position & 7);
    position += bits;
    return word >>> (32 - bits);
  };
  let last = -1;
  return Array.from({ length: count }, () => {
    while (next(1) === 1) last += 2 ** lowBits;
    last += 1 + next(lowBits);
    return last;
  });
}
