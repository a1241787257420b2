import type { DocumentOptions, JsonObject, OperationDescription } from "@ampoule/core/openapi";

// #region info
/** What the document is about; who may call what follows from the routes. */
export const about = {
  info: { title: "Ampoule example", version: "0.1.0", description: "Accounts, signed tokens, scopes, roles and API keys." },
  tags: [
    { name: "accounts", description: "Sign up, be known." },
    { name: "tokens", description: "Sign in, refresh, sign out." },
    { name: "items", description: "What users keep." },
    { name: "ways in", description: "Other credentials, and none." },
  ],
} satisfies DocumentOptions;
// #endregion info

const text = { type: "string" };
const password = { type: "string", format: "password" };

function json(properties: object): JsonObject {
  return { required: true, content: { "application/json": { schema: { type: "object", properties, required: Object.keys(properties) } } } };
}

const refused = { description: "What is sent is not what is wanted." };

// #region describe
/** What routes do, which their declarations do not tell. */
export const descriptions = {
  register: {
    summary: "Sign up",
    tags: ["accounts"],
    requestBody: json({ email: { ...text, format: "email" }, password }),
    responses: { "201": { description: "Signed up; or the e-mail was taken, which is nobody's business." }, "400": refused },
  },
  me: { summary: "Who am I?", tags: ["accounts"] },
  items: { summary: "My items", tags: ["items"] },
  addItem: {
    summary: "Add an item",
    tags: ["items"],
    requestBody: json({ name: text }),
    responses: { "201": { description: "The item." }, "400": refused },
  },
  admin: { summary: "For admins only", tags: ["accounts"] },
  basic: { summary: "With a name and a password", tags: ["ways in"] },
  service: { summary: "With an API key", tags: ["ways in"] },
  maybe: { summary: "With a token, or without", tags: ["ways in"] },
  either: { summary: "With a token or an API key", tags: ["ways in"] },
  health: { summary: "For everybody", tags: ["ways in"] },
} satisfies Readonly<Record<string, OperationDescription>>;
// #endregion describe
