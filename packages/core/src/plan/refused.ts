import type { ForbiddenError } from "../contract/errors.js";
import type { Rejected } from "../contract/outcome.js";
import type { Scheme } from "../contract/scheme.js";
import { grantedScopes, type ScopeReader } from "../contract/scopes.js";
import { union } from "./requirement.js";

/** Why a walk ended without a value; the schemes are those whose challenge may help. */
export abstract class Refused {
  abstract readonly kind: "missing" | "rejection" | "denial" | "method";
  constructor(readonly schemes: readonly Scheme[]) {}
}

/** Nothing was presented. */
export class Missing extends Refused {
  readonly kind = "missing";
}

/** What was presented is bad. */
export class Rejection extends Refused {
  readonly kind = "rejection";
  constructor(
    schemes: readonly Scheme[],
    readonly outcome: Rejected,
  ) {
    super(schemes);
  }
}

/** Why a policy said no, and how the client is told. */
export interface Said {
  readonly reason?: string | undefined;
  /** Whether it looks as if there were nothing. */
  readonly conceals?: boolean | undefined;
}

/** Known, and not allowed: a scope is missing (`scopes` names all that are needed) or a policy said no. */
export class Denial extends Refused {
  readonly kind = "denial";
  constructor(
    schemes: readonly Scheme[],
    readonly code: string,
    readonly scopes: readonly string[] = [],
    readonly said: Said = {},
  ) {
    super(schemes);
  }

  /** What a policy's no comes to. */
  static by(policy: string, said: Said): Denial {
    return new Denial([], policy, [], said);
  }

  /** The same, where more scopes are asked for from outside: all that are needed are named at once. */
  within(scopes: readonly string[]): Denial {
    return this.scopes.length === 0 ? this : new Denial(this.schemes, this.code, union(scopes, this.scopes));
  }
}

/** Asked with a method that is not answered. */
export class WrongMethod extends Refused {
  readonly kind = "method";
  constructor(readonly allow: readonly string[]) {
    super([]);
  }
}

/** How the values of the first scheme are read. */
const readerOf = ([scheme]: readonly Scheme[]): ScopeReader => scheme?.grantedScopes ?? grantedScopes;

/** The denial of a value that does not hold every scope that is needed. */
export function insufficient(
  schemes: readonly Scheme[],
  needed: readonly string[],
  value: unknown,
  read: ScopeReader = readerOf(schemes),
): Denial | undefined {
  if (needed.length === 0) return undefined;
  const held = read(value);
  return needed.every((scope) => held.includes(scope)) ? undefined : new Denial(schemes, "insufficient_scope", needed);
}

/** What an error that forbids comes to. To somebody who brought nothing, a credential would help. */
export function refusalBy({ policy, reason, status, isAnonymous }: ForbiddenError, schemes: readonly Scheme[]): Refused {
  return isAnonymous && schemes.length > 0 ? new Missing(schemes) : Denial.by(policy, { reason, conceals: status === 404 });
}
