import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { endOf, type Family } from "./family.js";
import type { DeniedToken, EndOfAll, RefreshStore, TokenQuestion } from "./store.js";

/** What {@link memoryStore} can be told. */
export interface MemoryStoreOptions {
  /** Families that are kept, 1 to 10,000,000. Where there are more, the one that was not used for longest ends. Default: 100,000. */
  readonly size?: number;
}

/** How many rows each new one looks at, to tidy up. */
const swept = 4;

/** @internal */
class MemoryStore implements RefreshStore {
  readonly #size: number;
  /** The one that was not used for longest comes first. */
  readonly #families = new Map<string, Family>();
  readonly #bySubject = new Map<string, Set<string>>();
  readonly #denied = new Map<string, number>();
  readonly #cutOffs = new Map<string, { readonly at: number; readonly until: number }>();

  constructor(size: number) {
    this.#size = size;
  }

  create(family: Family, now: number): void {
    this.#sweep(now);
    this.#put(family);
    const [oldest] = this.#families.keys();
    if (this.#families.size > this.#size && oldest !== undefined) this.end(oldest);
  }

  find(id: string): Family | undefined {
    return this.#families.get(id);
  }

  list(subject: string): readonly Family[] {
    return [...(this.#bySubject.get(subject) ?? [])].flatMap((id) => this.#families.get(id) ?? []);
  }

  swap(next: Family, version: number): boolean {
    if (this.#families.get(next.id)?.version !== version) return false;
    this.#put(next);
    return true;
  }

  end(id: string): void {
    const subject = this.#families.get(id)?.subject ?? "";
    const siblings = this.#bySubject.get(subject);
    this.#families.delete(id);
    siblings?.delete(id);
    if (siblings?.size === 0) this.#bySubject.delete(subject);
  }

  endAll(subject: string, { except, now, until }: EndOfAll): void {
    for (const id of this.#bySubject.get(subject) ?? []) if (id !== except) this.end(id);
    this.#requireRoom(this.#cutOffs, subject, now);
    const known = this.#cutOffs.get(subject);
    this.#cutOffs.set(subject, { at: Math.max(now, known?.at ?? now), until: Math.max(until, known?.until ?? until) });
  }

  deny({ jti, until, now }: DeniedToken): void {
    this.#requireRoom(this.#denied, jti, now);
    this.#denied.set(jti, Math.max(until, this.#denied.get(jti) ?? until));
  }

  isOver({ subject, family, jti, issuedAt }: TokenQuestion): boolean {
    if (jti !== undefined && this.#denied.has(jti)) return true;
    if (family !== undefined) return !this.#families.has(family);
    return issuedAt <= (this.#cutOffs.get(subject)?.at ?? Number.NEGATIVE_INFINITY);
  }

  purge(now: number): number {
    const before = this.#rows;
    for (const [id, family] of this.#families) this.#tidy(id, family, now);
    for (const [jti, until] of this.#denied) if (until < now) this.#denied.delete(jti);
    for (const [subject, { until }] of this.#cutOffs) if (until < now) this.#cutOffs.delete(subject);
    return before - this.#rows;
  }

  get #rows(): number {
    return this.#families.size + this.#denied.size + this.#cutOffs.size;
  }

  #put(family: Family): void {
    this.#families.delete(family.id);
    this.#families.set(family.id, family);
    const siblings = this.#bySubject.get(family.subject) ?? new Set();
    this.#bySubject.set(family.subject, siblings.add(family.id));
  }

  #tidy(id: string, family: Family, now: number): void {
    if (endOf(family) < now) this.end(id);
    else if (family.seed !== undefined && family.seed.until < now) this.#families.set(id, { ...family, seed: undefined });
  }

  #sweep(now: number): void {
    const oldest = this.#families.entries();
    for (let looked = 0; looked < swept; looked += 1) {
      const { value } = oldest.next();
      if (value !== undefined) this.#tidy(...value, now);
    }
  }

  /** What is denied is never forgotten for want of room: rather nothing more can be denied. */
  #requireRoom(map: ReadonlyMap<string, unknown>, key: string, now: number): void {
    if (map.has(key) || map.size < this.#size) return;
    this.purge(now);
    if (map.size >= this.#size) throw new UnavailableError("The memory store holds as many denials as it may.");
  }
}

/**
 * Keeps families of refresh tokens in this process: for tests, tools, and a single process whose restart may sign everybody out.
 *
 * Bounded: beyond `size` sessions the one that was not used for longest ends. Denials beyond it are refused with an `UnavailableError`. No timers: each sign-in tidies up a little.
 *
 * @throws ConfigurationError on a size out of range.
 */
export function memoryStore({ size = 100_000 }: MemoryStoreOptions = {}): RefreshStore {
  if (Number.isSafeInteger(size) && size >= 1 && size <= 10_000_000) return new MemoryStore(size);
  throw new ConfigurationError("invalid_option", "The size of memoryStore() is a whole number from 1 to 10,000,000.");
}
