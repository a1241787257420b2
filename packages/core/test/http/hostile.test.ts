import { describe, expect, test } from "vitest";
import { decodeBase64Text } from "../../src/http/base64.js";
import { readCookies } from "../../src/http/cookies.js";
import { readQuery } from "../../src/http/headers.js";
import { allowKeyInUrl, apiKeyCookie, apiKeyHeader, apiKeyQuery, basic, bearer, type RequestView } from "../../src/index.js";
import { schemeOf } from "../schemes/scheme-of.js";
import { Dice, HostileText } from "./hostile-text.js";
import { accountOf, cookieValues, credentialOf, keyOf, queryValues } from "./reference.js";
import { requestWith } from "./request-with.js";

const share = 200_000;
const verify = () => undefined;
const token = schemeOf(bearer(verify));
const account = schemeOf(basic({ verify }));
const headerKey = schemeOf(apiKeyHeader({ name: "x-key", verify }));
const queryKey = schemeOf(apiKeyQuery({ name: "key", [allowKeyInUrl]: true, verify }));
const cookieKey = schemeOf(apiKeyCookie({ name: "key", verify }));

const encoded = Buffer.from("Aladdin:open sesame").toString("base64");
const schemes = ["Bearer ", "bearer", "Basic ", "bAsIc  ", "Digest ", "Bearer\t", "BearerX "] as const;
const signs = ["=", "==", ",", ", ", ";", " ", "%20", '"', "\\", ":", "&", "?", "#", "+", "/", "-", "_"];
const names = ["key", "KEY", "key=", "k%65y", "key[]", "__proto__", "constructor", "x"];

/** What is accepted, or `undefined` where it is absent or rejected; complains of anything else. */
function accepted(outcome: unknown): unknown {
  if (typeof outcome === "string") return outcome;
  const { kind, code, username, password } = outcome as Record<string, unknown>;
  if (kind === undefined && typeof username === "string" && typeof password === "string") return { username, password };
  if (kind === "absent" || (kind === "rejected" && typeof code === "string")) return undefined;
  throw new Error(`neither a credential nor an outcome: ${JSON.stringify(outcome)}`);
}

/** Reads `share` inputs; tells how many were accepted and the first on which the reference disagrees. */
function tried(next: () => string[], read: (input: string[]) => unknown, reference: (input: string[]) => unknown) {
  let count = 0;
  for (let round = 0; round < share; round += 1) {
    const input = next();
    const [own, wanted] = [read(input), reference(input)];
    if (own !== wanted && JSON.stringify(own) !== JSON.stringify(wanted)) return { count, disagreed: { input, own, wanted } };
    if (own !== undefined) count += 1;
  }
  return { count, disagreed: undefined };
}

/** One text mostly, two now and then. */
function fieldsOf(source: HostileText): () => string[] {
  return () => (source.dice.below(16) === 0 ? [source.next(), source.next()] : [source.next()]);
}

function expectGood({ count, disagreed }: ReturnType<typeof tried>): void {
  expect(disagreed).toBeUndefined();
  expect(count).toBeGreaterThan(share / 100);
  expect(count).toBeLessThan(share * 0.9);
}

const view = (part: (fields: readonly string[]) => RequestView, scheme: typeof token) => (fields: string[]) =>
  accepted(scheme.read(part(fields)));
const inHeader = (header: readonly string[]) => requestWith({ header });

describe(
  "S-327 a million hostile inputs end as a credential, absent or rejected, and only good ones as a credential",
  { timeout: 60_000 },
  () => {
    test("Authorization: Bearer", () => {
      const long = `Bearer ${"a".repeat(8_192)}`;
      const source = new HostileText(new Dice(1), ["Bearer abc.def", "bearer  a==", `Basic ${encoded}`, long], ...schemes, ...signs, "abc");
      expectGood(tried(fieldsOf(source), view(inHeader, token), (fields) => credentialOf(fields, "bearer")));
    });

    test("Authorization: Basic", () => {
      const good = ["a:b", ":", "Jose\u0301:\u00a3", "\u{1f600}:", "a:b:c", "no colon", "a:\0"].map(
        (text) => `Basic ${Buffer.from(text).toString("base64")}`,
      );
      const notUtf8 = [...Array(8).keys()].map((index) => Buffer.from([0x61, 0x3a, 0xf0 + index, 0x80 + index]).toString("base64"));
      const source = new HostileText(new Dice(2), [`Basic ${encoded}`, ...good], ...schemes, ...signs, ...notUtf8, encoded, "QQ", "Og==");
      expectGood(tried(fieldsOf(source), view(inHeader, account), accountOf));
    });

    test("a key in a header", () => {
      const source = new HostileText(new Dice(3), ["key-1", "a", "k".repeat(1_024), "~!"], ...signs, ...names);
      expectGood(tried(fieldsOf(source), view(inHeader, headerKey), keyOf));
    });

    test("Cookie", () => {
      const source = new HostileText(
        new Dice(4),
        ["key=a", 'x=1; key="b"; y', "key=a; key=b", " key = c"],
        ...signs,
        ...names,
        "; ",
        "key=",
      );
      const cookies = (fields: readonly string[]) => requestWith({ cookie: readCookies(fields, "key") });
      expectGood(tried(fieldsOf(source), view(cookies, cookieKey), (fields) => keyOf(cookieValues(fields, "key"))));
    });

    test("query", () => {
      const source = new HostileText(
        new Dice(5),
        ["/?key=a", "/?x=1&key=%62&y", "/?key=a&key=b", "/?%6bey=+"],
        ...signs,
        ...names,
        "%6",
        "%ff",
      );
      const query = ([target = ""]: readonly string[]) => requestWith({ query: readQuery(target, "key") });
      expectGood(
        tried(
          () => [source.next()],
          view(query, queryKey),
          ([target = ""]) => keyOf(queryValues(target, "key")),
        ),
      );
    });

    test("base64 by itself", () => {
      const source = new HostileText(new Dice(6), [encoded, "QQ==", "QUI=", "", "wqM="], ...signs, "Q", "QR==", "/+/+", "w6k=");
      expectGood(
        tried(
          () => [source.next()],
          ([text = ""]) => decodeBase64Text(text),
          ([text = ""]) => decodedBy(text),
        ),
      );
    });
  },
);

function decodedBy(text: string): string | undefined {
  const bytes = Buffer.from(text, "base64");
  const back = bytes.toString("utf8");
  return bytes.toString("base64") === text && Buffer.from(back).equals(bytes) ? back : undefined;
}
