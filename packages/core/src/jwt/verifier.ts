import type { Context } from "../contract/context.js";
import { isOutcome, rejected, type Rejected } from "../contract/outcome.js";
import type { Awaitable } from "../contract/provider.js";
import type { AccessToken } from "./access-token.js";
import { VerifiedTokens } from "./cache/verified-tokens.js";
import { askForKeys } from "./candidates.js";
import { after } from "../contract/thenable.js";
import type { Times } from "./claims/times.js";
import { accessToken, claimsFault, headerFault, momentFault } from "./judge.js";
import type { KeyHint, VerificationKey } from "./key-source.js";
import { openToken, type OpenedToken } from "./open.js";
import type { Settings } from "./settings.js";
import { isShortEnough } from "./text/compact.js";
import { parseObject, type JsonObject } from "../http/strict-json.js";

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

  constructor(settings: Settings, revoked: Revoked | undefined) {
    this.#settings = settings;
    this.#revoked = revoked;
    this.#cache = new VerifiedTokens(settings.cacheSize);
  }

  verify(text: string, context: Context): Awaitable<Verdict> {
    const digest = isShortEnough(text) ? this.#cache.digest(text) : undefined;
    const known = digest === undefined ? undefined : this.#cache.get(digest);
    const verdict = digest === undefined || known === undefined ? this.#anew(text, digest) : this.#again(text, digest, known);
    const check = this.#revoked;
    if (check === undefined) return verdict;
    return after(verdict, (token) => (isOutcome(token) ? token : after(check(token, context), (answer) => unlessRevoked(token, answer))));
  }

  /** A token that was verified before: its key must still be there, and its time must not be over. */
  #again(text: string, digest: string, { token, key, hint }: Verified): Awaitable<Verdict> {
    return after(askForKeys(this.#settings.source, hint), (keys) => {
      const isStillThere = keys.some((other) => other.key === key.key && other.alg === key.alg);
      const fault = isStillThere ? momentFault(timesOf(token), this.#settings) : undefined;
      if (isStillThere && fault === undefined) return token;
      this.#cache.delete(digest);
      return fault === undefined ? this.#anew(text, digest) : rejected(fault, { subject: token.sub });
    });
  }

  #anew(text: string, digest: string | undefined): Awaitable<Verdict> {
    const opening = openToken(text, this.#settings.source, (header) => headerFault(header, this.#settings));
    return after(opening, (opened) => (isOutcome(opened) ? opened : this.#judgeAndKeep(opened, digest)));
  }

  #judgeAndKeep(opened: OpenedToken, digest: string | undefined): Verdict {
    const token = this.#judge(opened);
    if (digest !== undefined && !isOutcome(token)) this.#cache.set(digest, { token, key: opened.key, hint: opened.hint });
    return token;
  }

  #judge({ header, payload }: OpenedToken): Verdict {
    const claims = parseObject(payload);
    if (claims === undefined) return rejected("malformed_claims");
    const fault = claimsFault(claims, header, this.#settings);
    if (fault !== undefined) return rejected(fault, subjectOf(claims));
    const token = accessToken(claims, this.#settings);
    const late = momentFault(timesOf(token), this.#settings);
    return late === undefined ? token : rejected(late, { subject: token.sub });
  }
}

/** When a token holds. Its claims were looked at. */
function timesOf({ exp, iat, claims: { nbf } }: AccessToken): Times {
  return { exp, iat, nbf: nbf as number | undefined };
}

function unlessRevoked(token: AccessToken, answer: unknown): Verdict {
  return answer === false ? token : rejected("revoked", { subject: token.sub });
}

function subjectOf({ sub }: JsonObject): { subject?: string } {
  return typeof sub === "string" ? { subject: sub } : {};
}
