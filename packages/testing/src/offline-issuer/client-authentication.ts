/** The client that a request to the token or introspection endpoint comes from (RFC 6749 section 2.3.1), by `Basic` or in the form. */
export function authenticate(request: Request, form: URLSearchParams, clients: Readonly<Record<string, string>>): string | undefined {
  const [id, secret] = basic(request) ?? [form.get("client_id"), form.get("client_secret")];
  return id !== null && secret !== null && Object.hasOwn(clients, id) && clients[id] === secret ? id : undefined;
}

function basic(request: Request): [id: string, secret: string] | undefined {
  const found = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(request.headers.get("authorization") ?? "");
  if (found?.[1] === undefined) return undefined;
  const text = Buffer.from(found[1], "base64").toString("utf8");
  const [id = "", secret = ""] = text.split(":");
  return [decode(id), decode(secret)];
}

/** Both parts are form-encoded before they are joined. */
function decode(part: string): string {
  return new URLSearchParams(`part=${part}`).get("part") ?? "";
}
