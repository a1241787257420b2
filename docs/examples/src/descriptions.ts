import type { DocumentOptions, JsonObject, OperationDescription } from "@ampoule/core/openapi";

// #region info
/** What the document is about; who may call what follows from the routes. */
export const about = {
  info: { title: "Ampoule example", version: "0.1.0", description: "Accounts, signed tokens, scopes, roles and API keys." },
  tags: [
    { name: "users", description: "Be known." },
    { name: "items", description: "What users keep." },
    { name: "sessions", description: "Where somebody is signed in." },
    { name: "sign-up", description: "Register." },
    { name: "recovery", description: "Links in mails: confirm an address, choose another password." },
    { name: "sign-in", description: "For pages: the refresh token travels in a cookie." },
    { name: "tokens", description: "For programs: sign in, refresh, sign out." },
    { name: "ways in", description: "Other credentials, and none." },
  ],
} satisfies DocumentOptions;
// #endregion info

const text = { type: "string" };

function json(properties: object): JsonObject {
  return { required: true, content: { "application/json": { schema: { type: "object", properties, required: Object.keys(properties) } } } };
}

const refused = { description: "What is sent is not what is wanted." };

// #region describe
/** What routes do, which their declarations do not tell. */
export const descriptions = {
  me: { summary: "Who am I?", tags: ["users"] },
  items: { summary: "My items", tags: ["items"] },
  addItem: {
    summary: "Add an item",
    tags: ["items"],
    requestBody: json({ name: text }),
    responses: { "201": { description: "The item." }, "400": refused },
  },
  admin: { summary: "For admins only", tags: ["users"] },
  basic: { summary: "With a name and a password", tags: ["ways in"] },
  service: { summary: "With an API key", tags: ["ways in"] },
  maybe: { summary: "With a token, or without", tags: ["ways in"] },
  either: { summary: "With a token or an API key", tags: ["ways in"] },
  health: { summary: "For everybody", tags: ["ways in"] },
} satisfies Readonly<Record<string, OperationDescription>>;
// #endregion describe
