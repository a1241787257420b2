import type { GraphSpec } from "../format/graph.js";
import { difference } from "../compare/contains.js";
import { deviations } from "../deviations.js";
import type { Running } from "../frames/frame.js";
import { messageOf, type Outcome } from "../outcome.js";

/** How an application is expected to be refused where it is put together. */
export interface WantedRefusal {
  /** The code of the error; any where it is not said. */
  readonly code?: string;
  /** The rule that wants it. */
  readonly rule?: string;
}

/** The first rule that wants an application refused, if there is one. */
export function refusalByRule(graph: GraphSpec): WantedRefusal | undefined {
  const found = deviations.flatMap(({ name: rule, setUp }) => {
    const wanted = setUp?.(graph);
    return wanted === undefined ? [] : [{ rule, code: wanted.code }];
  });
  return found[0];
}

/** Starts an application that must not start: an error of configuration is what is expected. */
export async function refused(start: Promise<Running>, { code, rule }: WantedRefusal): Promise<Outcome> {
  const rules = rule === undefined ? [] : [rule];
  const wanted = `a ConfigurationError ${code ?? ""}`.trim();
  try {
    await using _ = await start;
    return { failures: [difference("set-up", wanted, "a running application")], rules, seen: "running" };
  } catch (error) {
    const found = error instanceof Error && error.name === "ConfigurationError" && "code" in error ? String(error.code) : undefined;
    const isWanted = found !== undefined && (code === undefined || code === found);
    return { failures: isWanted ? [] : [difference("set-up", wanted, messageOf(error))], rules, seen: found };
  }
}
