/** What became of a token, for the operator. Holds no token, and nothing that one could be made of. */
export interface TokenEvent {
  /**
   * `repeated`: a refresh token was sent twice within the grace window, and answered alike. `reused`: one was sent again after it: the family has ended, since one of two holders
   * has stolen it.
   */
  readonly type: "issued" | "refreshed" | "repeated" | "reused" | "refused" | "ended";
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Why, where something was refused or ended. */
  readonly code: string | undefined;
  readonly subject: string | undefined;
  readonly clientId: string | undefined;
  readonly family: string | undefined;
  /** The name of the access token that was made. */
  readonly jti: string | undefined;
}

/** Hears of tokens. What it throws is dropped. */
export type TokenListener = (event: TokenEvent) => void;

type Told = Pick<TokenEvent, "type"> & Partial<TokenEvent>;

export function teller(listener: TokenListener | undefined, clock: () => number): (told: Told) => void {
  const unknown = { code: undefined, subject: undefined, clientId: undefined, family: undefined, jti: undefined };
  return (told) => {
    try {
      listener?.(Object.freeze({ ...unknown, ...told, time: clock() }));
    } catch {
      // Whoever listens must not decide.
    }
  };
}
