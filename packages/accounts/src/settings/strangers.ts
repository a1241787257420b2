import { closestMatch } from "leven";
import { fileSuffix, type Environment } from "../environment/environment.js";
import { formerNames } from "./former-names.js";
import { variables } from "./variables.js";

const ours = /^(?:JWT|AMPOULE)_/i;
/** What Kubernetes sets for each service that it runs: one called `jwt-keys` must not keep others from starting. */
const ofKubernetes = /_(?:SERVICE_(?:HOST|PORT(?:_[A-Z0-9_]+)?)|PORT(?:_\d+_[A-Z]+(?:_(?:ADDR|PORT|PROTO))?)?)$/;
const names = Object.values(variables).flatMap((one) => one.names.flatMap((name) => [name, name + fileSuffix]));
const known: ReadonlySet<string> = new Set(names);
/** Names are long: this many letters may be wrong in one under our prefixes, and in any other. */
const [near, nearest] = [4, 2];

/** What is wrong with variables that begin as ours do, and that nobody reads. Empty ones are not set. */
export function strangers(environment: Environment): readonly string[] {
  return setIn(environment)
    .filter((name) => ours.test(name) && !ofKubernetes.test(name))
    .map((name) => `${name} ${faultOf(name)}`);
}

/** Variables of others that look like a misspelt one of ours, with the one that may be meant. */
export function lookalikes(environment: Environment): readonly (readonly [name: string, meant: string])[] {
  return setIn(environment).flatMap((name) => {
    const meant = ours.test(name) ? undefined : closestMatch(name.toUpperCase(), names, { maxDistance: nearest });
    return meant === undefined ? [] : [[name, meant] as const];
  });
}

function setIn(environment: Environment): readonly string[] {
  return Object.keys(environment).filter((name) => (environment[name] ?? "") !== "" && !known.has(name));
}

function faultOf(name: string): string {
  const upper = name.toUpperCase();
  const former = formerNames.get(upper);
  if (former !== undefined) return `${former}.`;
  const meant = closestMatch(upper, names, { maxDistance: near });
  return meant === undefined
    ? "is not known. If it is another program's, say so: readSettings(process.env, { ignore: [...] })."
    : `is not known: did you mean ${meant}?`;
}
