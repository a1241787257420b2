/** A challenge as an independent reader sees it. */
export interface ReadChallenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const challengeStart = /^([A-Za-z0-9!#$%&'*+\-.^_`|~]+) (?=[A-Za-z0-9!#$%&'*+\-.^_`|~]+=)/;
const parameter = /^([A-Za-z0-9!#$%&'*+\-.^_`|~]+)="((?:[^"\\\p{Cc}]|\\[\u0020-\u007e])*)"(?:, |$)/u;

/** Reads a `WWW-Authenticate` value (RFC 9110 section 11.6.1). Throws on anything else, and on a parameter that comes twice. */
export function readChallenges(value: string): ReadChallenge[] {
  const challenges: ReadChallenge[] = [];
  let rest = value;
  while (rest !== "") {
    const start = challengeStart.exec(rest);
    if (start?.[1] === undefined) throw new Error(`no challenge begins at: ${rest}`);
    rest = rest.slice(start[0].length);
    const parameters = new Map<string, string>();
    for (let found = parameter.exec(rest); found?.[1] !== undefined; found = parameter.exec(rest)) {
      if (parameters.has(found[1])) throw new Error(`the parameter ${found[1]} comes twice`);
      parameters.set(found[1], (found[2] ?? "").replace(/\\(.)/g, "$1"));
      rest = rest.slice(found[0].length);
    }
    if (parameters.size === 0) throw new Error(`a challenge without parameters: ${value}`);
    challenges.push({ scheme: start[1], parameters });
  }
  return challenges;
}

/** Whether text may stand in `error` and `scope` (RFC 6750 section 3). */
export function isErrorText(text: string): boolean {
  return /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/.test(text);
}
