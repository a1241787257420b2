/**
 * Tells which digests were seen lately, by four bytes of each: of about as many as it has room for. It may forget one early, and takes one in four thousand million new
 * ones for one that was seen. So it says what is worth keeping, and never what is true.
 */
export class Sightings {
  readonly #marks: Uint32Array;

  constructor(size: number) {
    this.#marks = new Uint32Array(size);
  }

  /** Whether a digest, in hexadecimal, was seen before. From now on it was. */
  note(digest: string): boolean {
    const place = wordOf(digest, 0) % this.#marks.length;
    const mark = wordOf(digest, 8);
    if (this.#marks[place] === mark) return true;
    this.#marks[place] = mark;
    return false;
  }
}

/** Eight characters as a number: one after the other, since to cut them out and read them takes longer than all else. */
function wordOf(digest: string, start: number): number {
  let word = 0;
  for (let index = start; index < start + 8; index += 1) word = Math.imul(word, 31) + digest.charCodeAt(index);
  return word >>> 0;
}
