import { difference } from "./contains.js";

interface ReadChallenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const start = /^[\s,]*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)(?=[\s,]|$)(?!\s*=)/;
const parameter = /^[\s,]*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))(?=\s*(?:,|$))/;

/** Reads a list of challenges (RFC 9110 section 11.6.1), or gives `undefined` where it is none. */
export function readChallengeList(text: string): ReadChallenge[] | undefined {
  const challenges: ReadChallenge[] = [];
  let rest = text;
  while (rest.trim() !== "") {
    const found = start.exec(rest);
    if (found?.[1] === undefined) return undefined;
    rest = rest.slice(found[0].length);
    const parameters = new Map<string, string>();
    for (let pair = parameter.exec(rest); pair?.[1] !== undefined; pair = parameter.exec(rest)) {
      parameters.set(pair[1].toLowerCase(), pair[2]?.replace(/\\(.)/g, "$1") ?? pair[3] ?? "");
      rest = rest.slice(pair[0].length);
    }
    challenges.push({ scheme: found[1].toLowerCase(), parameters });
  }
  return challenges;
}

/**
 * Whether every challenge that is expected is there: the same scheme in any case, with at least the same parameters. More parameters and further
 * challenges are allowed; what cannot be read on either side is a difference.
 */
export function lackingChallenges(expected: string | null, got: string | null): string[] {
  if (expected === null || got === null) return expected === got ? [] : [difference("WWW-Authenticate", expected, got)];
  const wanted = readChallengeList(expected);
  const held = readChallengeList(got);
  const isThere = (one: ReadChallenge) => held?.some((other) => isWithin(one, other)) === true;
  return wanted?.every(isThere) === true ? [] : [difference("WWW-Authenticate", expected, got)];
}

function isWithin(one: ReadChallenge, other: ReadChallenge): boolean {
  return one.scheme === other.scheme && [...one.parameters].every(([name, value]) => other.parameters.get(name) === value);
}
