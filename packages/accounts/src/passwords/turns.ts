type Who = string | undefined;

/** What waits, by who asked for it: those who ask take turns, and each one's own come in the order of arrival. Who is not known is one of them. */
export class Turns<T> {
  /** Whose turn is next comes first. No line is empty. */
  readonly #lines = new Map<Who, T[]>();
  #size = 0;

  /** How many wait, whoever asked. */
  get size(): number {
    return this.#size;
  }

  add(who: Who, one: T): void {
    const line = this.#lines.get(who) ?? [];
    line.push(one);
    this.#lines.set(who, line);
    this.#size += 1;
  }

  /** Takes out whose turn it is. */
  next(): T | undefined {
    const [first] = this.#lines;
    if (first === undefined) return undefined;
    const [who, line] = first;
    const one = this.#takeOut(who, line, 0);
    // To the end: it is the others' turn now.
    if (this.#lines.delete(who)) this.#lines.set(who, line);
    return one;
  }

  /** Takes out the latest of whoever has the most waiting, for somebody who has at least two fewer: with one fewer, the two would only change places. */
  displaceFor(who: Who): T | undefined {
    const own = this.#lines.get(who)?.length ?? 0;
    const [longest] = this.#lines;
    if (longest === undefined) return undefined;
    let [most, line] = longest;
    for (const [other, theirs] of this.#lines) if (theirs.length > line.length) [most, line] = [other, theirs];
    return line.length >= own + 2 ? this.#takeOut(most, line, -1) : undefined;
  }

  forget(who: Who, one: T): void {
    const line = this.#lines.get(who) ?? [];
    const index = line.indexOf(one);
    if (index !== -1) this.#takeOut(who, line, index);
  }

  #takeOut(who: Who, line: T[], index: number): T | undefined {
    const [one] = line.splice(index, 1);
    if (line.length === 0) this.#lines.delete(who);
    this.#size -= 1;
    return one;
  }
}
