import { oauthError } from "../contract/oauth-error.js";
import type { Rejected } from "../contract/outcome.js";
import type { RequestView } from "../contract/request-view.js";
import { readAuthorization } from "../http/authorization.js";
import { decodeBase64Text } from "../http/base64.js";
import { isAccountText } from "./fields.js";

/** The program that a user signs in with, as it says itself. */
export interface Client {
  readonly clientId: string | null;
  readonly clientSecret: string | null;
}

/** The client in `Authorization: Basic`, its parts form-encoded (RFC 6749 section 2.3.1). `undefined`: there is none. Another scheme's credential is not for here. */
export function readClient(request: RequestView): Client | Rejected | undefined {
  const read = readAuthorization(request, "basic");
  // Nobody and nothing: what Swagger UI sends where no client is named.
  if (read === "Og==") return undefined;
  if (typeof read === "string") return decode(read) ?? malformed("malformed_client");
  if (read.kind === "absent") return undefined;
  if (!read.invalidRequest) return malformed(read.code);
  return oauthError("invalid_request", { description: "Authorization is repeated or ambiguous", code: read.code });
}

function malformed(code: string): Rejected {
  return oauthError("invalid_client", { description: "The client credentials are malformed", code });
}

function decode(encoded: string): Client | undefined {
  const text = decodeBase64Text(encoded) ?? "";
  const colon = text.indexOf(":");
  const clientId = formDecode(text.slice(0, Math.max(colon, 0)));
  const clientSecret = formDecode(text.slice(colon + 1));
  if (clientId === undefined || clientId === "" || clientSecret === undefined) return undefined;
  return { clientId, clientSecret: clientSecret === "" ? null : clientSecret };
}

function formDecode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text.replaceAll("+", " "));
    return isAccountText(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}
