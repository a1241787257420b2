import { signingKeys, type SigningKey } from "@ampoule/accounts";

// #region rotate
export function drill(november: SigningKey, december: SigningKey) {
  const keys = signingKeys({ keys: [november] });
  const old = keys.current;

  const next = keys.add(december); // 1. published; nothing is signed with it
  const published = keys.jwks(); //   wait until every verifier has fetched this
  keys.use(next); //                  2. signs; the old one verifies for another hour, and goes

  return { keys, old, published };
}
// #endregion rotate

// #region stolen
export function stolen(keys: ReturnType<typeof signingKeys>, fresh: SigningKey): void {
  const kid = keys.current;
  keys.rotate(fresh);
  keys.drop(kid); // every token that it signed is 401 from here on
}
// #endregion stolen
