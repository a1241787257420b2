import { httpBase, optional, type HttpCredentials } from "@ampoule/core";
import { granted, invalidCredentials, invalidRequest, notAuthenticated, type Answer } from "../answers.js";
import type { Credentials } from "../credentials.js";
import { get, type ContractCase, type ContractTable } from "../table.js";

const challenge = 'Other realm="api"';
const [missing, bad, repeated] = [notAuthenticated(challenge), invalidCredentials(challenge), invalidRequest(challenge)];
const echo = (scheme: string, credentials: string): Answer => granted({ scheme, credentials });

/** Lets everybody in who does not say `bad`. */
function otherOf({ verified }: Credentials) {
  const verify = ({ scheme, credentials }: HttpCredentials) => {
    verified.push(credentials);
    return credentials === "bad" ? undefined : { scheme, credentials };
  };
  return httpBase({ scheme: "Other", verify });
}

function other(title: string, value: string, answer: Answer, more: Partial<ContractCase> = {}): ContractCase {
  return { title, request: get("/other", `Authorization: ${value}`), answer, ...more };
}

const unverified = { verifications: 0 };

export const httpBaseTable: ContractTable = {
  title: "any HTTP scheme (RFC 9110)",
  add({ secure, route }, credentials, reached) {
    const other = otherOf(credentials);
    const required = secure({ other }, ({ other: { scheme, credentials } }) => (reached(), { scheme, credentials }));
    route("GET", "/other", required);
    const lenient = secure({ other: optional(other) }, ({ other }) => (reached(), other && other.credentials));
    route("GET", "/optional", lenient);
  },
  cases: [
    other("http.base.ok", "Other foobar", echo("Other", "foobar"), { verifications: 1 }),
    other("http.base.case-preserved", "oTHER foobar", echo("oTHER", "foobar")),
    other("parameters", 'Other a="b, c", d=e', echo("Other", 'a="b, c", d=e')),
    other("http.base.scheme-only", "Other", bad, unverified),
    other("S-007 another scheme", "Bearer foobar", missing, unverified),
    other("two words", "Other foo bar", bad, unverified),
    other("a parameter twice", "Other a=b, A=c", repeated, unverified),
    other("S-012 joined with another scheme", "Other a=b, Bearer c", repeated, unverified),
    other("bad credentials", "Other bad", bad, { verifications: 1, secret: "bad" }),
    { title: "http.base.missing", request: get("/other"), answer: missing, ...unverified },
    {
      title: "http.base.header-name-case-insensitive",
      request: get("/other", "aUTHORIZATION: Other foobar"),
      answer: echo("Other", "foobar"),
    },
    {
      title: "S-009 two fields",
      request: get("/other", "Authorization: Other a", "Authorization: Other a"),
      answer: repeated,
      ...unverified,
    },
    { title: "http.base.optional.missing", request: get("/optional"), answer: granted(null) },
    { title: "http.base.optional.ok", request: get("/optional", "Authorization: Other foobar"), answer: granted("foobar") },
    { title: "S-289 optional and malformed", request: get("/optional", "Authorization: Other"), answer: bad },
  ],
};
