import { bearer, granted, scoped } from "../../src/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";

/** A request's line with a token that every verifier here takes. */
export const tokenLine = "Authorization: Bearer t";

/** What a caller is answered whose token yields `value`, where `needed` is demanded. */
export async function statusFor(value: unknown, ...needed: string[]): Promise<number> {
  const token = bearer({ scopes: needed, verify: () => granted(value as object) });
  return (
    await ask(
      fakeSecurity()({ me: scoped(token, ...needed) }, () => "in"),
      tokenLine,
    )
  ).status;
}
