import type { Challenge, ChallengeReason } from "./challenge.js";
import type { Context } from "./context.js";
import type { Absent, Rejected } from "./outcome.js";
import type { Awaitable, Provision } from "./provider.js";
import type { Render } from "./refusal.js";
import type { RequestView } from "./request-view.js";
import type { ScopeReader } from "./scopes.js";

/** What an application says in the place of a scheme. Asked once the decision is taken: a throw leaves what the scheme says by itself. */
export interface SchemeHooks {
  /** Gives another challenge. Throws on one that cannot be sent. */
  readonly challenge: ((reason: ChallengeReason, own: Challenge) => Challenge) | undefined;
  readonly render: Render | undefined;
}

/** Where a credential travels and how it is read. Knows nothing of responses, frameworks or plans. */
export interface Scheme<C = unknown, T = unknown> {
  /** Its name in reports, events and OpenAPI. */
  readonly name: string;
  /** Its OpenAPI security scheme object. */
  readonly openapi: Readonly<Record<string, unknown>>;
  /** Every scope that may be demanded of it. Empty: its credentials carry none. */
  readonly scopes: readonly string[];
  /** The protection space, where it differs from the application's. */
  readonly realm: string | undefined;
  /** Header fields for every answer of a route that uses it. */
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** Tells which scopes a value that it granted holds. */
  readonly grantedScopes: ScopeReader;
  readonly hooks: SchemeHooks;
  /** Makes its challenge. */
  challenge(reason: ChallengeReason): Challenge;
  /** Takes the credential from the request: cheap, synchronous, by strict grammar. Verifies nothing. */
  read(request: RequestView): C | Absent | Rejected;
  /** Decides whether the credential is good, and what it stands for. */
  verify(credential: C, context: Context): Awaitable<Provision<T>>;
}
