import { endpoint, jsonBody, type Endpoint, type ProviderValue } from "@ampoule/core";
import type { AccessToken } from "@ampoule/core/jwt";
import { sessionOf } from "../tokens/ending.js";
import type { Session } from "../tokens/sessions.js";
import type { Tokens } from "../tokens/tokens.js";
import { endAllOperation, endOthersOperation, endSessionOperation, sessionsOperation } from "./descriptions.js";

/** What the endpoints about sign-ins need to know. */
export interface SessionEndpointOptions {
  readonly tokens: Tokens<string>;
  /** The scheme that reads and verifies access tokens: the one of your other routes. */
  readonly accessToken: ProviderValue<AccessToken, string>;
}

/**
 * Lists where the caller is signed in: `{ "sessions": [{ "id", "client_id", "created_at", "last_used_at", "expires_at", "current" }] }`, the one that was used last first, 100 at most. Times are in ISO 8601.
 *
 * A sign-in is used when it is refreshed; requests with an access token do not count. No token and no digest is shown.
 *
 * @example
 * ```ts
 * app.all("/sessions", secure(sessionsEndpoint({ tokens: auth, accessToken })));
 * ```
 */
export function sessionsEndpoint({ tokens, accessToken }: SessionEndpointOptions): Endpoint {
  return endpoint(
    "GET",
    { token: accessToken },
    async function sessions({ token }) {
      const current = sessionOf(token);
      return { sessions: (await tokens.sessions(token.sub)).map((session) => shown(session, current)) };
    },
    sessionsOperation,
  );
}

function shown({ id, clientId, startedAt, usedAt, endsAt }: Session, current: string | undefined): object {
  const times = { created_at: isoOf(startedAt), last_used_at: isoOf(usedAt), expires_at: isoOf(endsAt) };
  return { id, client_id: clientId, ...times, current: id === current };
}

const isoOf = (time: number): string => new Date(time).toISOString();

/**
 * Ends one sign-in of the caller: `{ "session": id }`. Answers 204, also where it is unknown, over or another user's, which changes nothing.
 *
 * @example
 * ```ts
 * app.all("/sessions/end", secure(endSessionEndpoint({ tokens: auth, accessToken })));
 * ```
 */
export function endSessionEndpoint({ tokens, accessToken }: SessionEndpointOptions): Endpoint {
  return endpoint(
    "POST",
    { token: accessToken, body: jsonBody({ texts: ["session"] }) },
    async function endSession({ token, body }) {
      await tokens.endSession(token.sub, body.text("session"));
    },
    endSessionOperation,
  );
}

/**
 * Ends every sign-in of the caller but the one that asks. Answers 204.
 *
 * @example
 * ```ts
 * app.all("/sessions/end-others", secure(endOtherSessionsEndpoint({ tokens: auth, accessToken })));
 * ```
 */
export function endOtherSessionsEndpoint({ tokens, accessToken }: SessionEndpointOptions): Endpoint {
  return endpoint(
    "POST",
    { token: accessToken },
    async function endOtherSessions({ token }) {
      await tokens.revokeAll(token.sub, { exceptCurrent: token });
    },
    endOthersOperation,
  );
}

/**
 * Ends every sign-in and every access token of the caller, the one that asks included. Answers 204.
 *
 * @example
 * ```ts
 * app.all("/sessions/end-all", secure(endAllSessionsEndpoint({ tokens: auth, accessToken })));
 * ```
 */
export function endAllSessionsEndpoint({ tokens, accessToken }: SessionEndpointOptions): Endpoint {
  return endpoint(
    "POST",
    { token: accessToken },
    async function endAllSessions({ token }) {
      await tokens.revokeAll(token.sub);
    },
    endAllOperation,
  );
}
