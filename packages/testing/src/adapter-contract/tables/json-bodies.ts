import { jsonBody } from "@ampoule/core";
import { open, unusable, type Answer } from "../answers.js";
import { get, type ContractCase, type ContractTable } from "../table.js";

const account = { email: "alice@example.com", password: "secret" };
const text = JSON.stringify(account);
/** The handler is open to everybody, and says that it ran. */
const shown = (value: object): Answer => ({ ...open(value), reached: true });
const read = shown(account);
const json = "Content-Type: application/json";
const otherType = unusable(415, "The body has to be application/json, in UTF-8");
const malformed = unusable(400, "The body has to be one JSON object, without a member that comes twice");

const send = (body: string, ...fields: string[]): ContractCase["request"] => ({ method: "POST", target: "/json", fields, body });
const typed = (title: string, answer: Answer, ...types: string[]): ContractCase => ({
  title,
  request: send(text, ...types.map((type) => `Content-Type: ${type}`)),
  answer,
  secret: "secret",
});
const said = (title: string, body: string, answer: Answer): ContractCase => ({ title, request: send(body, json), answer });
const missing = (name: string) => unusable(400, `${name} is missing`);
const noText = (name: string) => unusable(400, `${name} has to be text`);

const types: readonly ContractCase[] = [
  { title: "application/json", request: send(text, json), answer: read },
  { title: "in capitals, with its charset", request: send(text, 'Content-Type: Application/JSON; charset="UTF-8"'), answer: read },
  typed("S-234 text/plain", otherType, "text/plain"),
  typed("S-235 text/plain with JSON behind it", otherType, "text/plain; application/json"),
  typed("S-235 JSON with text/plain behind it", otherType, "application/json, text/plain"),
  typed("S-235 JSON twice in one field", otherType, "application/json, application/json"),
  typed("S-235 two fields", otherType, "application/json", "application/json"),
  typed("S-235 two fields, one of them JSON", otherType, "text/plain", "application/json"),
  typed("S-235 no type", otherType),
  typed("S-235 an empty type", otherType, ""),
  typed("S-235 a form", otherType, "application/x-www-form-urlencoded"),
  typed("S-235 something like JSON", otherType, "application/problem+json"),
  typed("S-235 a longer name", otherType, "application/json-seq"),
  typed("another charset", otherType, "application/json; charset=utf-16"),
  { title: "S-240 nothing of the address is read", request: get("/json?email=a&password=b"), answer: otherType },
  { title: "C3 in the address only", request: { ...get(`/json?email=a&password=b`, json), method: "POST" }, answer: malformed },
];

const members: readonly ContractCase[] = [
  said("S-236 a member that is an array", '{"email":["a"],"password":"b"}', noText("email")),
  said("S-236 an object", '{"email":{"$ne":null},"password":"b"}', noText("email")),
  said("S-236 a number", '{"email":"a","password":1}', noText("password")),
  said("S-236 null", '{"email":"a","password":null}', noText("password")),
  said("S-236 a member twice", '{"email":"a","email":"b","password":"c"}', malformed),
  said("S-236 twice, once escaped", '{"email":"a","\\u0065mail":"b","password":"c"}', malformed),
  said("missing", '{"email":"a"}', missing("password")),
  said("empty", '{"email":"","password":"b"}', missing("email")),
  said("F7 a member that nobody reads", '{"email":"a","password":"b","role":"admin"}', unusable(400, 'The member "role" is not read here')),
  said("F7 a prototype", '{"email":"a","password":"b","__proto__":{"role":"admin"}}', malformed),
  said("an array", `[${text}]`, malformed),
  said("null", "null", malformed),
  said("text", '"x"', malformed),
  said("nothing", "", malformed),
  said("half of it", text.slice(0, -1), malformed),
  said("more than one", text + text, malformed),
  said("half a surrogate pair", '{"email":"\\ud800","password":"b"}', malformed),
  said("too large", `{"email":"${"a".repeat(2_048)}","password":"b"}`, unusable(413, "The body may have 2048 bytes")),
  { ...said("what may be anything", '{"email":"a","password":"b","more":[1]}', shown({ email: "a", password: "b", more: [1] })) },
];

export const jsonBodyTable: ContractTable = {
  title: "JSON bodies",
  add({ secure, route }, _, reached) {
    const body = jsonBody({ texts: ["email", "password"], values: ["more"], limit: 2_048 });
    const show = secure.open({ body }, ({ body }) => {
      reached();
      return { email: body.text("email"), password: body.text("password"), more: body.value("more") };
    });
    for (const method of ["GET", "POST"] as const) route(method, "/json", show);
  },
  cases: [...types, ...members],
};
