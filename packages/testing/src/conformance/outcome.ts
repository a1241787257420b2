/** What became of one case on one framework. */
export interface Outcome {
  /** What differs from what is expected, line by line. */
  readonly failures: readonly string[];
  /** The rules that changed what is expected. */
  readonly rules: readonly string[];
  /** What a client saw, to be compared between frameworks. */
  readonly seen: unknown;
}

/** Several outcomes as one. */
export function together(outcomes: readonly Outcome[]): Outcome {
  return {
    failures: outcomes.flatMap(({ failures }) => failures),
    rules: outcomes.flatMap(({ rules }) => rules),
    seen: outcomes.map(({ seen }) => seen),
  };
}

/** What an error says, for a failing case. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? ` (${String(error.code)})` : "";
  return `${error.name}${code}: ${error.message}`;
}
