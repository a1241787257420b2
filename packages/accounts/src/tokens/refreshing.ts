import { UnavailableError, type Rejected } from "@ampoule/core";
import { vintageOf, type Account } from "./account.js";
import { accessFor } from "./access.js";
import type { Family } from "./family.js";
import { firstParty, liveAccount, refuse, refuseScope } from "./granting.js";
import { pairOf, type TokenPair } from "./pair.js";
import { parseRefreshToken } from "./refresh-token.js";
import { repeat, rotate, standingOf, type Standing } from "./rotation.js";
import type { Settings } from "./settings.js";

/** What is asked for at a refresh. */
export interface Refresh<S extends string> {
  /** The client that asks: the one that signed in, or it gets nothing. Default: `"first-party"`. */
  readonly clientId?: string;
  /** Less than was granted. It holds for this access token; the next refresh may ask for everything again. Default: everything. */
  readonly scopes?: readonly S[];
  /** The scopes that the client may have now. Default: all. */
  readonly within?: readonly S[];
}

/** Who loses a race looks again and sees that it lost; more often than this, something else is wrong. */
const attempts = 3;

/** Exchanges a refresh token for a pair. */
export async function refresh(text: string, asked: Refresh<string>, settings: Settings): Promise<TokenPair | Rejected> {
  const token = parseRefreshToken(text);
  if (token === undefined) return refuse("malformed_refresh_token", {}, settings);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const family = await settings.store.find(token.family);
    if (family === undefined) return refuse("unknown_refresh_token", { family: token.family }, settings);
    const standing = standingOf(family, token.digest, settings.clock(), settings);
    const answer = await new Refreshing(family, asked, settings).answer(standing, text);
    if (answer !== "lost") return answer;
  }
  throw new UnavailableError("The family of a refresh token changes all the time.", { retryAfter: 1 });
}

/** One attempt, over a family as it was seen. */
class Refreshing {
  readonly #family: Family;
  readonly #asked: Refresh<string>;
  readonly #settings: Settings;

  constructor(family: Family, asked: Refresh<string>, settings: Settings) {
    this.#family = family;
    this.#asked = asked;
    this.#settings = settings;
  }

  async answer(standing: Standing, text: string): Promise<TokenPair | Rejected | "lost"> {
    if (standing === "reused") return this.#end("refresh_reused", "reused");
    if (standing === "over") return this.#end("refresh_expired");
    const { clientId = firstParty, scopes } = this.#asked;
    if (clientId !== this.#family.clientId) return refuse("wrong_client", this.#about, this.#settings);
    if (standing === "spent") return refuse("refresh_spent", this.#about, this.#settings);
    if (scopes?.every((name) => this.#family.scopes.includes(name)) === false) return refuseScope(this.#about, this.#settings);
    const account = await liveAccount(this.#family.subject, this.#settings);
    if (typeof account === "string") return this.#end(account);
    if (vintageOf(account).epoch !== this.#family.epoch) return this.#end("epoch_changed");
    return this.#exchange(standing, text, account);
  }

  /** The access token comes first: once the refresh token is spent, nothing more can fail. */
  async #exchange(standing: "current" | "repeated", text: string, account: Account): Promise<TokenPair | "lost"> {
    const { clock, store, tell } = this.#settings;
    const now = clock();
    const rotated = standing === "current" ? rotate(this.#family, text, now, this.#settings) : repeat(this.#family, text);
    const access = await accessFor(
      account,
      { clientId: this.#family.clientId, scopes: this.#scopes(account), family: this.#family },
      this.#settings,
    );
    if (standing === "current" && !(await store.swap(rotated.family, this.#family.version, now))) return "lost";
    tell({ type: standing === "current" ? "refreshed" : "repeated", ...this.#about, jti: access.jti });
    return pairOf(access, rotated, now);
  }

  #scopes(account: Account): readonly string[] {
    const { scopes: asked = this.#family.scopes, within = asked } = this.#asked;
    const allowed = this.#settings.allows(account);
    return this.#family.scopes.filter((name) => [asked, within, allowed].every((names) => names.includes(name)));
  }

  /** Ends the family before anybody is told: what a refusal rests on must not be lost with the request. */
  async #end(code: string, type: "reused" | "ended" = "ended"): Promise<Rejected> {
    await this.#settings.store.end(this.#family.id);
    this.#settings.tell({ type, code, ...this.#about });
    return refuse(code, this.#about, this.#settings);
  }

  get #about(): { subject: string; clientId: string; family: string } {
    const { subject, clientId, id } = this.#family;
    return { subject, clientId, family: id };
  }
}
