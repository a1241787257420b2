import type { DocumentExpectation, SecuritySpec } from "../format/document.js";
import type { SchemeSpec } from "../format/scheme.js";
import { schemeNameOf } from "../schemes/known.js";
import type { DocumentSituation, DocumentedOperation } from "./deviation.js";

type Requirement = Readonly<Record<string, readonly string[]>>;

/** What OpenAPI allows in the name of a component. */
const writable = /^[\w.-]+$/;

/** What the document has to say where it is to say what is enforced. */
export function documentInstead({ operations, expect }: DocumentSituation): DocumentExpectation | undefined {
  const all = [...operations.values()].flatMap(({ schemes }) => schemes);
  if (collides(all) || !all.every((spec) => writable.test(schemeNameOf(spec)))) return { ...expect, error: "openapi_conflict" };
  const security = Object.fromEntries(
    Object.entries(expect.security).map(([name, said]) => [name, saidInstead(said, operations.get(name.replace(/([^ ])\/$/, "$1")))]),
  );
  const { responseCodes } = expect;
  const names = [...operations.values()].some(({ schemes }) => schemes.length > 0) && responseCodes !== undefined;
  if (!names && JSON.stringify(security) === JSON.stringify(expect.security)) return undefined;
  return { ...expect, security, ...(names && { responseCodes: [...responseCodes, "401"] }) };
}

/** Whether two schemes that differ have one name. */
function collides(schemes: readonly SchemeSpec[]): boolean {
  const text = (spec: SchemeSpec) => JSON.stringify({ ...spec, autoError: true });
  const clash = (one: SchemeSpec, other: SchemeSpec) => schemeNameOf(one) === schemeNameOf(other) && text(one) !== text(other);
  return schemes.some((one) => schemes.some((other) => clash(one, other)));
}

/** Schemes that are needed together stand in one object; one that may be missing makes alternatives with and without it. */
function saidInstead(said: SecuritySpec, operation: DocumentedOperation | undefined): SecuritySpec {
  if (said === null || operation === undefined) return said;
  const isOptional = (name: string) => operation.schemes.every((spec) => schemeNameOf(spec) !== name || spec.autoError === false);
  const start: readonly Requirement[] = [{}];
  const ways = said
    .flatMap((one) => Object.entries(one))
    .reduce((before, [name, scopes]) => before.flatMap((way) => [{ ...way, [name]: scopes }, ...(isOptional(name) ? [way] : [])]), start);
  return operation.decides ? ways.filter((way) => Object.keys(way).length > 0) : ways;
}
