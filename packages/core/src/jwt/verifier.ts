import type { Context } from "../contract/context.js";
import { isOutcome, rejected, type Rejected } from "../contract/outcome.js";
import type { Awaitable } from "../contract/provider.js";
import type { AccessToken } from "./access-token.js";
import { Sightings } from "./cache/sightings.js";
import { VerifiedTokens } from "./cache/verified-tokens.js";
import { askForKeys } from "./candidates.js";
import { after } from "../contract/thenable.js";
import type { Times } from "./claims/times.js";
import { headerFault, judge, momentFault } from "./judge.js";
import type { KeyHint, VerificationKey } from "./key-source.js";
import { openToken, type OpenedToken } from "./open.js";
import type { Settings } from "./settings.js";
import { isShortEnough } from "./text/compact.js";
import type { TokenHeader } from "./text/header.js";
import { parseObject } from "../http/strict-json.js";

/** A token that was found good, and what has to be asked about it again. */
interface Verified {
  readonly token: AccessToken;
  readonly key: VerificationKey;
  readonly hint: KeyHint;
}

type Verdict = AccessToken | Rejected;
type Revoked = (token: AccessToken, context: Context) => Awaitable<boolean>;

/** Decides over tokens of one issuer for one audience. What it remembers is its own. */
export class Verifier {
  readonly #settings: Settings;
  readonly #revoked: Revoked | undefined;
  readonly #cache: VerifiedTokens<Verified>;
  readonly #sightings: Sightings;
  readonly #faultOf = (header: TokenHeader): string | undefined => headerFault(header, this.#settings);

  constructor(settings: Settings, revoked: Revoked | undefined) {
    this.#settings = settings;
    this.#revoked = revoked;
    this.#cache = new VerifiedTokens(settings.cacheSize);
    this.#sightings = new Sightings(settings.cacheSize);
  }

  verify(text: string, context: Context): Awaitable<Verdict> {
    const digest = isShortEnough(text) ? this.#cache.digest(text) : undefined;
    const known = digest === undefined ? undefined : this.#cache.get(digest);
    const verdict = digest === undefined || known === undefined ? this.#anew(text, digest) : this.#again(text, digest, known);
    return this.#revoked === undefined ? verdict : unlessRevoked(this.#revoked, verdict, context);
  }

  /** A token that was verified before: its key must still be there, and its time must not be over. */
  #again(text: string, digest: string, known: Verified): Verdict | Promise<Verdict> {
    const keys = askForKeys(this.#settings.source, known.hint);
    if (keys instanceof Promise) return keys.then((late) => this.#againWith(late, text, digest, known));
    return this.#againWith(keys, text, digest, known);
  }

  #againWith(keys: readonly VerificationKey[], text: string, digest: string, { token, key }: Verified): Verdict | Promise<Verdict> {
    const isStillThere = keys.some((other) => other.key === key.key && other.alg === key.alg);
    const fault = isStillThere ? momentFault(timesOf(token), this.#settings) : undefined;
    if (isStillThere && fault === undefined) return token;
    this.#cache.delete(digest);
    return fault === undefined ? this.#anew(text, digest) : rejected(fault, { subject: token.sub });
  }

  #anew(text: string, digest: string | undefined): Verdict | Promise<Verdict> {
    const opened = openToken(text, this.#settings.source, this.#faultOf);
    return opened instanceof Promise ? opened.then((late) => this.#judgeAndKeep(late, digest)) : this.#judgeAndKeep(opened, digest);
  }

  #judgeAndKeep(opened: OpenedToken | Rejected, digest: string | undefined): Verdict {
    if (isOutcome(opened)) return opened;
    const claims = parseObject(opened.payload);
    if (claims === undefined) return rejected("malformed_claims");
    const token = judge(claims, opened.header, this.#settings);
    // What comes once pushes nobody out, and dies young: to move it about until it is pushed out itself costs up to a third of a verification.
    const isWorthKeeping = digest !== undefined && !isOutcome(token) && this.#sightings.note(digest);
    if (isWorthKeeping) this.#cache.set(digest, { token, key: opened.key, hint: opened.hint });
    return token;
  }
}

/** When a token holds. Its claims were looked at. */
function timesOf({ exp, iat, claims: { nbf } }: AccessToken): Times {
  return { exp, iat, nbf: nbf as number | undefined };
}

function unlessRevoked(revoked: Revoked, verdict: Awaitable<Verdict>, context: Context): Awaitable<Verdict> {
  return after(verdict, (token) => {
    if (isOutcome(token)) return token;
    return after(revoked(token, context), (answer) => (answer === false ? token : rejected("revoked", { subject: token.sub })));
  });
}
