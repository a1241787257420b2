import { bearer, provider, scoped } from "@ampoule/core";
import type { AccessToken, OidcVerifier } from "@ampoule/core/oidc";

export type NotesVerifier = OidcVerifier<AccessToken, "notes.read" | "notes.write">;

/** Who may call the API, whoever issues their tokens. */
export function callersOf(verifier: NotesVerifier) {
  const accessToken = bearer(verifier);
  // A subject is unique within its issuer only, so both together are who it is.
  const currentUser = provider({ token: accessToken }, ({ token }) => ({ id: `${token.iss}|${token.sub}` }));
  return { accessToken, currentUser, reader: scoped(currentUser, "notes.read"), writer: scoped(currentUser, "notes.write") };
}
