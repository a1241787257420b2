import type { AccessToken, Algorithm, Clock, KeySource } from "@ampoule/core/jwt";

/** What `jwt()` has to know to verify access tokens made here. */
export interface Verification<S extends string> {
  readonly issuer: string;
  readonly audience: string | readonly string[];
  readonly keys: KeySource;
  readonly algorithms: readonly Algorithm[];
  readonly scopes: readonly S[];
  readonly maxLifetime: number;
  readonly clock: Clock;
  readonly revoked: (token: AccessToken) => Promise<boolean>;
}
