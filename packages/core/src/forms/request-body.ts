const orNull = (type: object): object => ({ anyOf: [type, { type: "null" }] });

const grantType = /* @__PURE__ */ Object.freeze({ type: "string", pattern: "^password$" });
const text = /* @__PURE__ */ Object.freeze({ type: "string" });

/** A login form as OpenAPI 3.1 describes a request body. */
export function requestBodyOf(isStrict: boolean): Readonly<Record<string, unknown>> {
  const properties = {
    grant_type: { ...(isStrict ? grantType : orNull(grantType)), title: "Grant Type" },
    username: { ...text, title: "Username" },
    password: { ...text, format: "password", title: "Password" },
    scope: { ...text, default: "", title: "Scope" },
    client_id: { ...orNull(text), title: "Client Id" },
    client_secret: { ...orNull(text), format: "password", title: "Client Secret" },
  };
  const required = [...(isStrict ? ["grant_type"] : []), "username", "password"];
  return { required: true, content: { "application/x-www-form-urlencoded": { schema: { type: "object", properties, required } } } };
}
