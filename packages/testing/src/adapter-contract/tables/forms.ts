import { loginForm, strictLoginForm, type LoginForm } from "@ampoule/core";
import { granted, oauthError, type Answer } from "../answers.js";
import { basicLine, get, post, type ContractCase, type ContractTable } from "../table.js";

const account = "username=johndoe&password=secret";
const strict = `grant_type=password&${account}`;
const nobody = { grantType: "password", username: "johndoe", password: "secret", scopes: [], clientId: null, clientSecret: null };
const read = (more: object = {}): Answer => granted({ form: { ...nobody, ...more } });
const missing = (name: string): Answer => oauthError("invalid_request", `${name} is missing`);
const malformed = oauthError("invalid_request", "The form is malformed");
const unsupportedType = oauthError(
  "invalid_request",
  "The body has to be application/x-www-form-urlencoded or multipart/form-data, in UTF-8",
);
const badClient = oauthError("invalid_client", "The client credentials are malformed", 'Basic realm="api"');
const unsupported = oauthError("unsupported_grant_type", "grant_type has to be password");

/** The password is not enumerable: a handler that wants to show it has to say so. */
function shown({ grantType, username, password, scopes, clientId, clientSecret }: LoginForm): object {
  return { form: { grantType, username, password, scopes, clientId, clientSecret } };
}

/** The cases of one form, under its name in FastAPI's list. */
function formCases(kind: "strict" | "relaxed"): ContractCase[] {
  const send = (title: string, body: string, answer: Answer) => ({
    title: `form.${kind}.${title}`,
    request: post(`/${kind}`, body),
    answer,
  });
  return [
    send(
      "all-fields",
      `${strict}&scope=a+b&client_id=web&client_secret=s3`,
      read({ scopes: ["a", "b"], clientId: "web", clientSecret: "s3" }),
    ),
    send("scope-duplicates", `${strict}&scope=a+b+a`, read({ scopes: ["a", "b", "a"] })),
    send("scope-empty", `${strict}&scope=`, read()),
    send("scope-with-comma", `${strict}&scope=a%2Cb`, read({ scopes: ["a,b"] })),
    send("scopes-field-ignored", `${strict}&scopes=a+b`, read()),
    send("client-id-empty", `${strict}&client_id=&client_secret=`, read()),
    send("unknown-fields-ignored", `${strict}&audience=x`, read()),
    send("username-spaces-kept", "grant_type=password&username=+john+&password=+pw+", read({ username: " john ", password: " pw " })),
    send("utf8", "grant_type=password&username=jos%C3%A9&password=%E2%9C%93", read({ username: "josé", password: "✓" })),
    send("grant-type-incorrect", `${account}&grant_type=incorrect`, unsupported),
    send("grant-type-upper", `${account}&grant_type=PASSWORD`, unsupported),
    send("bad-grant-type-and-missing-password", "grant_type=nope&username=x", unsupported),
    send("missing-password", "grant_type=password&username=x", missing("password")),
    send("both-empty", "grant_type=password&username=&password=", missing("username")),
    send("duplicate-username", `${strict}&username=second`, oauthError("invalid_request", "username is repeated")),
    send("not UTF-8", `${strict}&x=%FF`, malformed),
    send("too large", `${strict}&x=${"x".repeat(65_536)}`, oauthError("invalid_request", "The body is too large")),
  ];
}

function multipart(...fields: readonly (readonly [head: string, value: string])[]): ContractCase["request"] {
  const parts = fields.map(([head, value]) => `--X\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`);
  const body = `${parts.join("")}--X--\r\n`;
  return { method: "POST", target: "/strict", fields: ["Content-Type: multipart/form-data; boundary=X"], body };
}
const [username, password, grant] = [
  ['name="username"', "johndoe"],
  ['name="password"', "secret"],
  ['name="grant_type"', "password"],
] as const;

const kinds: readonly ContractCase[] = [
  { title: "form.strict.no-body", request: { method: "POST", target: "/strict" }, answer: unsupportedType },
  { title: "form.strict.fields-in-query, for the relaxed one", request: get(`/relaxed?${strict}`), answer: unsupportedType },
  { title: "form.strict.grant-type-empty", request: post("/strict", `${account}&grant_type=`), answer: missing("grant_type") },
  { title: "form.relaxed.no-grant-type", request: post("/relaxed", account), answer: read({ grantType: null }) },
  {
    title: "form.strict.json-body",
    request: { method: "POST", target: "/strict", fields: ["Content-Type: application/json"], body: "{}" },
    answer: unsupportedType,
  },
  {
    title: "another charset",
    request: {
      method: "POST",
      target: "/strict",
      fields: ["Content-Type: application/x-www-form-urlencoded; charset=latin1"],
      body: strict,
    },
    answer: unsupportedType,
  },
  {
    title: "two content types",
    request: post("/strict", strict, "Content-Type: application/x-www-form-urlencoded"),
    answer: unsupportedType,
  },
  { title: "form.strict.multipart", request: multipart(username, password, grant), answer: read() },
  { title: "a file", request: multipart(username, password, grant, ['name="f"; filename="f"', "x"]), answer: malformed },
];

const clients: readonly ContractCase[] = [
  {
    title: "the client in a Basic header",
    request: post("/strict", strict, basicLine("we%3Ab:s+3")),
    answer: read({ clientId: "we:b", clientSecret: "s 3" }),
  },
  {
    title: "the client in the header and in the body",
    request: post("/strict", `${strict}&client_id=web`, basicLine("web:s3")),
    answer: oauthError("invalid_request", "The client credentials are in the header and in the body"),
  },
  { title: "a malformed client", request: post("/strict", strict, basicLine("web")), answer: badClient },
  {
    title: "two clients",
    request: post("/strict", strict, basicLine("web:s3"), basicLine("web:s3")),
    answer: oauthError("invalid_request", "Authorization is repeated or ambiguous"),
  },
  { title: "another scheme's credential", request: post("/strict", strict, "Authorization: Bearer alice.token"), answer: read() },
];

export const formTable: ContractTable = {
  title: "login forms (RFC 6749 section 4.3.2)",
  add({ secure, route }, _, reached) {
    const relaxed = secure({ form: loginForm() }, ({ form }) => (reached(), shown(form)));
    route("POST", "/relaxed", relaxed);
    route("GET", "/relaxed", relaxed);
    const strict = secure({ form: strictLoginForm() }, ({ form }) => (reached(), shown(form)));
    route("POST", "/strict", strict);
  },
  cases: [...formCases("strict"), ...formCases("relaxed"), ...kinds, ...clients],
};
