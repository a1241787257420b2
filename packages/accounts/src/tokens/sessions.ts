import { endOf } from "./family.js";
import type { Settings } from "./settings.js";

/** One sign-in, as its user may see it. Holds no token and no digest. */
export interface Session {
  /** Its name: `sid` in its access tokens. No secret. */
  readonly id: string;
  readonly clientId: string;
  /** When the user signed in, in milliseconds since 1970. */
  readonly startedAt: number;
  /** When it was refreshed last, or begun, in milliseconds since 1970. Requests with an access token do not count. */
  readonly usedAt: number;
  /** When it ends if it is not used, in milliseconds since 1970. */
  readonly endsAt: number;
}

/** What a sign-in is called: nothing else is looked for. */
const name = /^[\w-]{34}$/;
/** As many as anybody looks through. */
const most = 100;

/** The sign-ins of a subject that go on, the one that was used last first. */
export async function sessions(subject: string, { store, clock }: Settings): Promise<readonly Session[]> {
  const now = clock();
  const living = (await store.list(subject)).filter((family) => now < endOf(family));
  const shown = living.map((family): Session => {
    const { id, clientId, startedAt, usedAt } = family;
    return { id, clientId, startedAt, usedAt, endsAt: endOf(family) };
  });
  return shown.sort((left, right) => right.usedAt - left.usedAt).slice(0, most);
}

/** Ends a sign-in of this subject, and of nobody else. */
export async function endSession(subject: string, id: string, { store, tell }: Settings): Promise<void> {
  const family = name.test(id) ? await store.find(id) : undefined;
  if (family?.subject !== subject) return;
  await store.end(id);
  tell({ type: "ended", code: "revoked", subject, clientId: family.clientId, family: id });
}
