/** Seconds that the issuer's clock may be off. */
export interface Leeway {
  /** How long a token is good after its end. */
  readonly after: number;
  /** How far ahead a token may have been made. */
  readonly ahead: number;
}

/** When a token holds, in seconds since 1970. */
export interface Times {
  readonly exp: number;
  readonly iat: number | undefined;
  readonly nbf: number | undefined;
}

/** Why a token does not hold at `now`, in seconds since 1970: also one that bears a date ahead of time, since no honest clock made it. */
export function timeFault({ exp, iat, nbf }: Times, now: number, { after, ahead }: Leeway): string | undefined {
  // The other way round, a clock that gives NaN would let everything pass.
  if (!(exp > now - after)) return "expired";
  if (nbf !== undefined && !(nbf <= now + ahead)) return "not_yet_valid";
  return iat !== undefined && !(iat <= now + ahead) ? "issued_in_future" : undefined;
}
