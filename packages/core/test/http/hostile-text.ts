/** Numbers that look random and are the same on every run (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0, below `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }
}

/** A request holds bytes, which servers read as ISO-8859-1: nothing is above U+00FF. */
const strange = ["\0", "\t", "\n", "\v", "\r\n", "\x7f", "\u0085", "\u00a0", "\u00c3\u00a9", "\u00e9", "\u00ff"];

/** Makes texts out of a grammar's own pieces: in order, out of order, and with a character taken out, doubled or replaced. */
export class HostileText {
  readonly #pieces: readonly [string, ...string[]];

  constructor(
    readonly dice: Dice,
    private readonly good: readonly [string, ...string[]],
    ...pieces: readonly string[]
  ) {
    this.#pieces = [good[0], ...pieces, ...strange];
  }

  next(): string {
    const { dice } = this;
    switch (dice.below(4)) {
      case 0:
        return dice.pick(this.good);
      case 1:
        return this.#mutated(dice.pick(this.good));
      case 2:
        return this.#mutated(this.#joined());
      default:
        return this.#joined();
    }
  }

  #joined(): string {
    let text = "";
    for (let count = this.dice.below(8); count > 0; count -= 1) text += this.dice.pick(this.#pieces);
    return text;
  }

  #mutated(text: string): string {
    const at = this.dice.below(text.length + 1);
    const put = this.dice.below(2) === 0 ? this.dice.pick(this.#pieces) : String.fromCharCode(this.dice.below(0x100));
    return text.slice(0, at) + (this.dice.below(3) === 0 ? "" : put) + text.slice(at + this.dice.below(3));
  }
}
