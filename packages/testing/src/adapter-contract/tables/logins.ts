import { loginForm, oauthError as refuse, provider } from "@ampoule/core";
import { granted, notAuthenticated, oauthError } from "../answers.js";
import type { Credentials } from "../credentials.js";
import { get, post, type ContractTable } from "../table.js";

const account = "username=johndoe&password=secret";
const missing = oauthError("invalid_request", "password is missing");

/** Who signs in with what; passwords are noted like credentials. */
function accountsOf({ verified }: Credentials) {
  return provider({ form: loginForm() }, async ({ form: { username, password, clientId } }) => {
    verified.push(password);
    if (clientId === "stranger") return refuse("invalid_client", { description: 'Unknown client "stranger"' });
    return username === "johndoe" && password === "secret" ? { id: username } : refuse("invalid_grant");
  });
}

export const loginTable: ContractTable = {
  title: "logins (RFC 6749 section 5.2)",
  add({ secure, route }, credentials, reached) {
    const login = secure({ account: accountsOf(credentials) }, ({ account }) => (reached(), { access_token: account.id }));
    route("POST", "/token", login);
    route("GET", "/token", login);
    const needs = { form: loginForm(), token: credentials.token };
    const behind = secure(needs, ({ form, token }) => (reached(), [token.sub, form.username]));
    route("POST", "/behind", behind);
  },
  cases: [
    { title: "a good account", request: post("/token", account), answer: granted({ access_token: "johndoe" }), verifications: 1 },
    {
      title: "a wrong password: the error and nothing else",
      request: post("/token", "username=johndoe&password=wrong"),
      answer: oauthError("invalid_grant"),
      secret: "wrong",
    },
    {
      title: "an unknown user: the same bytes",
      request: post("/token", "username=mallory&password=secret"),
      answer: oauthError("invalid_grant"),
    },
    {
      title: "an unknown client, described in characters that RFC 6749 allows",
      request: post("/token", `${account}&client_id=stranger`),
      answer: oauthError("invalid_client", "Unknown client ?stranger?", 'Basic realm="api"'),
    },
    { title: "a malformed form reaches no provider", request: post("/token", "username=johndoe"), answer: missing, verifications: 0 },
    {
      title: "an account in the query is none",
      request: get(`/token?${account}`),
      answer: oauthError("invalid_request", "The body has to be application/x-www-form-urlencoded or multipart/form-data, in UTF-8"),
      verifications: 0,
    },
    {
      title: "behind a scheme: who brings no credential is asked for it first",
      request: post("/behind", "username=johndoe"),
      answer: notAuthenticated('Bearer realm="api"'),
    },
    {
      title: "behind a scheme, with both",
      request: post("/behind", account, "Authorization: Bearer alice.token"),
      answer: granted(["alice", "johndoe"]),
    },
  ],
};
