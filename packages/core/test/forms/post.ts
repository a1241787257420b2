import { WebView } from "../../src/adapter.js";
import { definition, type ProviderValue } from "../../src/contract/provider.js";
import { isOutcome } from "../../src/contract/outcome.js";
import type { Context, LoginForm } from "../../src/index.js";

export const urlencoded = "application/x-www-form-urlencoded";

/** A request with a body, as text or bytes. A content type of `null` is not sent. */
export function post(body: string | Uint8Array<ArrayBuffer>, contentType: string | null = urlencoded, authorization?: string): Request {
  const fields = { ...(contentType !== null && { "Content-Type": contentType }), ...(authorization && { Authorization: authorization }) };
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return new Request("http://localhost/token?username=query", { method: "POST", body: bytes, headers: fields });
}

/** What a form provider makes of a request: the form with everything in sight, or the error that the client is told. */
export async function submit(form: ProviderValue<LoginForm>, request: Request): Promise<unknown> {
  const made = form[definition];
  if (made.kind !== "function") throw new Error(`not a function but ${made.kind}`);
  const context: Partial<Context> = { request: new WebView(request) };
  const given = await made.run({} as never, context as Context);
  if (!isOutcome(given)) return shown(given as LoginForm);
  return given.kind === "rejected" ? { error: given.oauth?.error, description: given.oauth?.description } : given.kind;
}

/** Every field, also those that are not enumerable. */
function shown({ grantType, username, password, scopes, clientId, clientSecret }: LoginForm): object {
  return { grantType, username, password, scopes, clientId, clientSecret };
}
