import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { printable, subjectOf } from "../../src/adapt/events.js";
import { grantedScopes, requireScopeNames } from "../../src/contract/scopes.js";
import { readAuthorization } from "../../src/http/authorization.js";
import { decodeBase64Text } from "../../src/http/base64.js";
import { readCookies } from "../../src/http/cookies.js";
import { readQuery, readRawHeaders } from "../../src/http/headers.js";
import { readMediaType } from "../../src/http/media-type.js";
import { isParameterList } from "../../src/http/parameter-list.js";
import { formatChallenges, isQuotable } from "../../src/http/www-authenticate.js";
import {
  allowKeyInUrl,
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  basic,
  bearer,
  constantTimeEqual,
  httpBase,
  oauthError,
} from "../../src/index.js";
import { schemeOf } from "../schemes/scheme-of.js";
import { adversaries, isLinear, slowOn } from "./growth.js";
import { requestWith } from "./request-with.js";

const source = fileURLToPath(new URL("../../src", import.meta.url));
const literal = /(?<=(?:[=(,:?!&|]|\breturn)\s*)\/(?![/*])((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/g;

/** These read the application's own classes at set-up, which no client writes. */
const setUp = "container/";

/** Every regular expression that is written in the sources, with the file it stands in. */
function expressions(): (readonly [name: string, expression: RegExp])[] {
  const files = globSync("**/*.ts", { cwd: source });
  return files.flatMap((file) => {
    const lines = readFileSync(`${source}/${file}`, "utf8").split("\n");
    const code = lines.filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line)).join("\n");
    return [...code.matchAll(literal)].map(([text, body = "", flags]) => [`${file} ${text}`, new RegExp(body, flags)] as const);
  });
}

const found = expressions();
const clients = found.filter(([name]) => !name.startsWith(setUp));

test("the regular expressions are found", () => {
  const uses = globSync("**/*.ts", { cwd: source }).map((file) => readFileSync(`${source}/${file}`, "utf8"));
  const files = uses.filter((text) => /\.(test|exec|match|matchAll)\(|\.(replace|split)\(\//.test(text));
  expect(new Set(found.map(([name]) => name.split(" ")[0])).size).toBeGreaterThanOrEqual(files.length);
});

describe("what is not linear would be seen", () => {
  test.each([
    ["a square, by its start", /a+b/],
    ["a square, by two runs", /^a*a*b$/],
    ["a square, by spaces", /\s+$/],
  ])("%s", { timeout: 60_000 }, (_, expression) => {
    const slow = adversaries().filter(([name]) => ['"a...!"', '" ...!"'].includes(name));
    expect(slow.map(([, textOf]) => isLinear((text) => expression.test(text), textOf, 1))).toContain(false);
  });
});

describe("S-325 time grows with length only", () => {
  test.each(clients)("%s", { timeout: 60_000 }, (_, expression) => {
    expect(slowOn((text) => text.replace(expression, ""), "")).toEqual([]);
    expect(slowOn((text) => text.search(expression), "/:a", "Digest a, ")).toEqual([]);
  });

  const verify = () => undefined;
  const [account, cookieKey] = [schemeOf(basic({ verify })), schemeOf(apiKeyCookie({ name: "key", verify }))];
  const headerKey = schemeOf(apiKeyHeader({ name: "x-key", verify }));
  const queryKey = schemeOf(apiKeyQuery({ name: "key", [allowKeyInUrl]: true, verify }));
  const token = schemeOf(bearer(verify));
  const other = schemeOf(httpBase({ scheme: "Other", verify }));

  test.each<[string, (text: string) => unknown, string[]]>([
    [
      "readAuthorization",
      (text) => readAuthorization(requestWith({ header: [text] }), "bearer"),
      ["", "Bearer ", "bearer", "Digest ", 'Digest a="'],
    ],
    ["bearer", (text) => token.read(requestWith({ header: [text] })), ["Bearer "]],
    ["httpBase", (text) => other.read(requestWith({ header: [text] })), ["Other ", "Other a=", 'Other a="', "Other a=b,"]],
    ["isParameterList", isParameterList, ["", "a=", 'a="', 'a="b",', "a=b,"]],
    ["readMediaType", readMediaType, ["", "a/", "a/b;", "a/b;a=", 'a/b;a="', "a/b;a=b;"]],
    ["oauthError", (text) => oauthError("invalid_request", { description: text }), [""]],
    ["basic", (text) => account.read(requestWith({ header: [text] })), ["Basic ", "Basic Og=="]],
    ["apiKeyHeader", (text) => headerKey.read(requestWith({ header: [text] })), ["", "a"]],
    ["apiKeyQuery", (text) => queryKey.read(requestWith({ query: readQuery(text, "key") })), ["?", "?key="]],
    ["apiKeyCookie", (text) => cookieKey.read(requestWith({ cookie: readCookies([text], "key") })), ["", "key="]],
    ["decodeBase64Text", decodeBase64Text, ["", "QUFB"]],
    ["readCookies", (text) => readCookies([text], "a"), ["", "a=", "; a=", "a"]],
    ["readQuery", (text) => readQuery(text, "a"), ["?", "/?a=", "#?", "?&"]],
    ["printable", printable, [""]],
    ["subjectOf", (text) => subjectOf({ sub: text }), [""]],
    ["isQuotable", isQuotable, [""]],
    ["formatChallenges", (text) => formatChallenges([{ scheme: "Bearer", parameters: { realm: text } }]), [""]],
    ["grantedScopes", (text) => grantedScopes({ scope: text }), [""]],
    ["constantTimeEqual", (text) => constantTimeEqual(text, text), [""]],
  ])("%s", { timeout: 60_000 }, (_, act, starts) => {
    expect(slowOn(act, ...starts)).toEqual([]);
  });

  test("the names of scopes", { timeout: 60_000 }, () => {
    const check = (text: string) => {
      try {
        requireScopeNames("a scheme", [text]);
      } catch {
        return;
      }
    };
    expect(slowOn(check, "", "a")).toEqual([]);
  });

  test.each<[string, (count: number) => unknown]>([
    ["many cookies", (count) => readCookies(["a=b;".repeat(count)], "a")],
    [
      "many Cookie fields",
      (count) =>
        readCookies(
          Array.from({ length: count }, () => "a=b"),
          "a",
        ),
    ],
    [
      "many header fields",
      (count) =>
        readRawHeaders(
          Array.from({ length: count }, () => "x-key"),
          "x-key",
        ),
    ],
    ["many parameters", (count) => readQuery(`?${"a=b&".repeat(count)}`, "a")],
    ["many challenges", (count) => formatChallenges(Array.from({ length: count }, () => ({ scheme: "A", parameters: { realm: "b" } })))],
  ])("%s", { timeout: 60_000 }, (_, act) => {
    expect(
      isLinear(
        (text) => act(text.length),
        (size) => " ".repeat(size / 16),
      ),
    ).toBe(true);
  });
});
