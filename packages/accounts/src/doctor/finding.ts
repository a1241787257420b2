/** How bad something is: `fail` makes the doctor end with 1. */
export type Level = "ok" | "warn" | "fail";

/** What the doctor found out about one thing. */
export interface Finding {
  readonly level: Level;
  /** What was looked at, in one word. */
  readonly about: string;
  readonly message: string;
}

/** Makes findings about one thing. */
export function about(what: string): Record<Level, (message: string) => Finding> {
  const finding = (level: Level) => (message: string) => ({ level, about: what, message });
  return { ok: finding("ok"), warn: finding("warn"), fail: finding("fail") };
}
