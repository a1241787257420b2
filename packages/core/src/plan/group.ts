import { grantedScopes } from "../contract/scopes.js";
import { union } from "./requirement.js";
import { Denial, Missing, Refused } from "./refused.js";
import type { Run } from "./run.js";
import type { SchemeNode } from "./scheme-node.js";

/**
 * What is demanded together: every scheme that the same set of uses needs unconditionally.
 *
 * Credentials come first. All are read before any is verified, so that a request without them costs no verification; all are
 * verified and their scopes checked before any provider of the application runs.
 */
export class Group {
  readonly #demands = new Map<SchemeNode, readonly string[]>();
  get schemes(): readonly SchemeNode[] {
    return [...this.#demands.keys()];
  }

  /** Where the credentials of its schemes travel. */
  get places(): readonly string[] {
    return this.schemes.map(({ place }) => place);
  }

  add(scheme: SchemeNode, scopes: readonly string[]): void {
    this.#demands.set(scheme, union(this.#demands.get(scheme) ?? [], scopes));
  }

  /** Answers what stands in the way, `undefined` when nothing does, or a promise of either. */
  admit(run: Run): Refused | undefined | Promise<Refused | undefined> {
    return this.#read(run) ?? this.#verify(run);
  }

  #read(run: Run): Refused | undefined {
    let missing: SchemeNode[] | undefined;
    for (const scheme of this.#demands.keys()) {
      const credential = scheme.read(run);
      if (credential instanceof Missing) (missing ??= []).push(scheme);
      else if (credential instanceof Refused) return credential;
    }
    return missing && new Missing(missing.map(({ scheme }) => scheme));
  }

  #verify(run: Run): Refused | undefined | Promise<Refused | undefined> {
    for (const scheme of this.#demands.keys()) {
      const value = run.evaluate(scheme);
      if (value instanceof Promise) return value.then(() => this.#verify(run));
      if (value instanceof Refused) return value;
    }
    return this.#checkScopes(run);
  }

  #checkScopes(run: Run): Refused | undefined {
    for (const [scheme, needed] of this.#demands) {
      if (needed.length === 0) continue;
      const held = grantedScopes(run.evaluate(scheme));
      if (!needed.every((scope) => held.includes(scope))) {
        return new Denial([scheme.scheme], "insufficient_scope", needed);
      }
    }
    return undefined;
  }
}
