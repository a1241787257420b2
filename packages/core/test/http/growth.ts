/** The longer text takes 16 times as long where time grows with length, and 256 times where it grows with its square. */
const [short, long] = [1_024, 16_384];
const tolerated = 80;

/** The least time of several, which is the one that nothing else disturbed. Milliseconds per call. */
function cost(act: () => unknown, rounds: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    let calls = 0;
    do {
      act();
      calls += 1;
    } while (performance.now() - start < 0.05);
    least = Math.min(least, (performance.now() - start) / calls);
  }
  return least;
}

/** Whether the time that `act` takes grows with the length of the text. Looks again, and longer, before it says no. */
export function isLinear(act: (text: string) => unknown, textOf: (size: number) => string, attempts = 5): boolean {
  const [less, more] = [textOf(short), textOf(long)];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const rounds = 3 * 2 ** attempt;
    const base = cost(() => act(less), rounds);
    if (cost(() => act(more), rounds) < base * tolerated) return true;
  }
  return false;
}

/** Runs of something that a pattern may take long over, and what keeps it from matching in the end. */
const runs = [
  " ",
  "\t",
  " \t",
  ",",
  ", ",
  ",a ",
  ", a ",
  "a",
  "A0",
  "a=",
  "=",
  "==",
  "QUFB",
  "a,",
  '"',
  "\\",
  '\\"',
  "{",
  "{}",
  "/:a",
  ":a{",
  "*",
  "%",
  "&",
  "; ",
  "\u00e9",
  "\0",
];
const ends = ["", "!", "\n", "=", '"', " "];

/** Names and makers of adversarial texts that begin with `start`. */
export function adversaries(start = ""): (readonly [name: string, textOf: (size: number) => string])[] {
  return runs.flatMap((run) =>
    ends.map((end) => [JSON.stringify(`${start}${run}...${end}`), (size: number) => start + run.repeat(size / run.length) + end] as const),
  );
}

/** The names of the adversaries on which `act` is not linear. */
export function slowOn(act: (text: string) => unknown, ...starts: string[]): string[] {
  return starts.flatMap((start) => adversaries(start).flatMap(([name, textOf]) => (isLinear(act, textOf) ? [] : [name])));
}
