/** Says that hashes may cost less than OWASP ASVS 5.0 (appendix C) wants: for tests, which have no second to lose. */
export const allowLowCost: unique symbol = Symbol("allowLowCost");

/** What says so. */
export interface LowCostOption {
  readonly [allowLowCost]?: true;
}
