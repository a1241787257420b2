/** Marks that share a place. With one each, tokens that come in turn and share a place would forget each other for ever. */
const perSet = 4;

/**
 * Tells which digests were seen lately, by four bytes of each: of about as many as it has sets for. It forgets one once four others have come to its set, and takes one in
 * some thousand million new ones for one that was seen. So it says what is worth keeping, and never what is true.
 */
export class Sightings {
  readonly #sets: number;
  readonly #marks: Uint32Array;

  constructor(sets: number) {
    this.#sets = sets;
    this.#marks = new Uint32Array(sets * perSet);
  }

  /** Whether a digest, in hexadecimal, was seen before. From now on it was. */
  note(digest: string): boolean {
    const first = (wordOf(digest, 0) % this.#sets) * perSet;
    const mark = wordOf(digest, 8);
    for (let place = first; place < first + perSet; place += 1) if (this.#marks[place] === mark) return true;
    this.#marks.copyWithin(first + 1, first, first + perSet - 1);
    this.#marks[first] = mark;
    return false;
  }
}

/** Eight characters as a number: one after the other, since to cut them out and read them takes longer than all else. */
function wordOf(digest: string, start: number): number {
  let word = 0;
  for (let index = start; index < start + 8; index += 1) word = Math.imul(word, 31) + digest.charCodeAt(index);
  return word >>> 0;
}
