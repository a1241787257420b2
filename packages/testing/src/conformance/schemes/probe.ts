import type { Board } from "../frames/frame.js";
import type { SchemeSpec } from "../format/scheme.js";
import { isForm } from "./known.js";
import { schemeProvider } from "./build.js";

/** Every field of a login form, by name: some are there to be read and not to be copied. */
const formFields = ["grantType", "username", "password", "scopes", "clientId", "clientSecret"] as const;

/** Mounts the one route of a case that is about a scheme or a form: it answers with what the scheme gave. */
export function mountProbe(board: Board, spec: SchemeSpec): void {
  const provided = schemeProvider(spec);
  if (!isForm(spec))
    return board.route(
      "GET",
      "/resource",
      board.secure({ provided }, ({ provided: credentials }) => ({ credentials })),
    );
  const answer = ({ provided: form }: { readonly provided: unknown }) => ({ form: copyOf(form as Record<string, unknown>) });
  board.route("POST", "/token", board.secure({ provided }, answer));
}

/** Where the probe stands in the document. */
export function probeOperation(spec: SchemeSpec): string {
  return isForm(spec) ? "POST /token" : "GET /resource";
}

function copyOf(form: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(formFields.map((field) => [field, form[field] ?? null]));
}
