import { challenges, granted, invalidCredentials, invalidRequest, notAuthenticated } from "../answers.js";
import { basicLine, get, type ContractCase, type ContractTable } from "../table.js";

const missing = notAuthenticated(challenges.basic);
const bad = invalidCredentials(challenges.basic);

function basic(title: string, value: string, answer: ContractCase["answer"], more: Partial<ContractCase> = {}): ContractCase {
  return { title, request: get("/basic", `Authorization: Basic ${value}`), answer, ...more };
}

function account(title: string, userPass: string, answer: ContractCase["answer"], more: Partial<ContractCase> = {}): ContractCase {
  return { title, request: get("/basic", basicLine(userPass)), answer, ...more };
}

const malformed: readonly (readonly [string, string])[] = [
  ["characters outside the alphabet", "***"],
  ["a wrong length", "QWxhZGRpbjpvcGVuIHNlc2FtZQ="],
  ["no padding", "QWxhZGRpbjpvcGVuIHNlc2FtZQ"],
  ["an inner space", "QWxhZGRpbjpv cGVuIHNlc2FtZQ=="],
  ["the url-safe alphabet", "Pj4_Pz8-Oj8_"],
  ["junk after the padding", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==QQ"],
  ["spare bits that are not zero", "QWxhZGRpbjpvcGVuIHNlc2FtZR=="],
  ["nothing", ""],
];

export const basicTable: ContractTable = {
  title: "basic (RFC 7617)",
  add(router, { basic }, reached) {
    router.route(
      "GET",
      "/basic",
      router.secure({ user: basic }, ({ user: { username, password } }) => (reached(), { username, password })),
    );
  },
  cases: [
    { title: "S-031 no credentials: realm and charset", request: get("/basic"), answer: missing, verifications: 0 },
    basic("S-032 the example of RFC 7617", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", granted({ username: "Aladdin", password: "open sesame" })),
    basic("S-033 G7 UTF-8, the second example", "dGVzdDoxMjPCow==", granted({ username: "test", password: "123£" })),
    account("S-034 the first colon divides", "a:b:c", granted({ username: "a", password: "b:c" })),
    account("S-035 no colon", "Aladdin", bad, { verifications: 0 }),
    account("S-036 an empty user name is checked as such", ":nameless", granted({ username: "", password: "nameless" })),
    account("S-036 an empty user name with a wrong password", ":wrong", bad, { verifications: 1 }),
    account("S-036 an empty password is checked as such", "quiet:", granted({ username: "quiet", password: "" })),
    account("S-036 an empty password that is wrong", "Aladdin:", bad, { verifications: 1 }),
    account("S-036 both empty", ":", bad, { verifications: 1 }),
    ...malformed.map(([title, value]) => basic(`S-037 ${title}`, value, bad, { verifications: 0 })),
    basic("S-038 bytes that are not UTF-8", Buffer.from([0x61, 0x3a, 0xff, 0xfe]).toString("base64"), bad, { verifications: 0 }),
    basic("S-038 an overlong UTF-8 form", Buffer.from([0x61, 0x3a, 0xc0, 0xaf]).toString("base64"), bad, { verifications: 0 }),
    account("S-039 a NUL in the password", "Aladdin:open\0sesame", bad, { verifications: 0 }),
    account("S-039 a line break in the name", "Ala\r\nddin:open sesame", bad, { verifications: 0 }),
    account("S-039 a C1 control character", "Aladdin:open\u0085sesame", bad, { verifications: 0 }),
    account("S-040 composed spelling", "Jos\u00e9:caf\u00e9", granted({ username: "Jos\u00e9", password: "caf\u00e9" })),
    account(
      "S-040 decomposed spelling arrives composed",
      "Jose\u0301:cafe\u0301",
      granted({ username: "Jos\u00e9", password: "caf\u00e9" }),
    ),
    {
      title: "S-041 the scheme in any case",
      request: get("/basic", "Authorization: bAsIc QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
      answer: granted({ username: "Aladdin", password: "open sesame" }),
    },
    account("S-042 an unknown user", "mallory:open sesame", bad, { secret: "mallory" }),
    account("S-042 a wrong password: the same bytes", "Aladdin:wrong", bad, { secret: "wrong" }),
    account("G7 a wrong password beyond ASCII is wrong, and no fault", "Aladdin:öffne dich ✓", bad, { verifications: 1 }),
    account("S-045 8 KB of credentials are refused unverified", `Aladdin:${"x".repeat(6_000)}`, bad, { verifications: 0 }),
    account("S-045 16 KB of credentials are refused before they are parsed", `a:${"x".repeat(10_000)}`, bad, { verifications: 0 }),
    {
      title: "G6 Digest is not mine",
      request: get("/basic", 'Authorization: Digest username="Aladdin", realm="api", nonce="n", uri="/basic", response="r"'),
      answer: missing,
      verifications: 0,
    },
    { title: "S-007 a bearer token is not mine", request: get("/basic", "Authorization: Bearer alice.token"), answer: missing },
    {
      title: "S-009 two fields",
      request: get("/basic", basicLine("Aladdin:open sesame"), basicLine("Aladdin:open sesame")),
      answer: invalidRequest(challenges.basic),
      verifications: 0,
    },
  ],
};
