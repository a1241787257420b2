import { isOutcome, rejected, type Outcome } from "../contract/outcome.js";
import type { Scheme } from "../contract/scheme.js";
import { ConfigurationError } from "../contract/errors.js";
import type { Group } from "./group.js";
import type { ProviderNode } from "./node.js";
import { Missing, Refused, Rejection } from "./refused.js";
import { alternative, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import { settle } from "./settle.js";

/** Where its credential travels: schemes that read the same place read the same credential. */
export function placeOf({ openapi: { type, in: place, name } }: Scheme): string {
  return type === "apiKey" ? `${String(place)} ${String(name).toLowerCase()}` : "authorization";
}

/** A credential: read from the request, then verified. */
export class SchemeNode implements ProviderNode {
  readonly schemes: readonly SchemeNode[] = [this];
  readonly acceptsAbsence = false;
  readonly #missing: Missing;

  constructor(
    readonly scheme: Scheme,
    readonly key: unknown,
    readonly slot: number,
    readonly credentialSlot: number,
  ) {
    this.#missing = new Missing([scheme]);
  }

  get label(): string {
    return this.scheme.name;
  }

  get place(): string {
    return placeOf(this.scheme);
  }

  /** The credential as presented, or why there is none. Verifies nothing. */
  read(run: Run): unknown {
    const held = run.held(this.credentialSlot);
    if (held !== undefined) return held;
    const credential = this.scheme.read(run.request) ?? this.#missing;
    if (credential instanceof Promise) {
      credential.catch(() => undefined);
      throw new TypeError(`${this.label} reads its credential asynchronously: read must not wait; verify may.`);
    }
    return run.hold(this.credentialSlot, isOutcome(credential) ? this.#refuse(credential) : credential);
  }

  compute(run: Run): unknown {
    const credential = this.read(run);
    return credential instanceof Refused ? credential : settle(this.scheme.verify(credential, run), this.#missing, run);
  }

  demand(scopes: readonly string[], group: Group): boolean {
    const enforces = this.enforces(scopes);
    group.add(this, enforces ? scopes : []);
    return enforces;
  }

  /** Whether its credentials carry scopes at all. @throws ConfigurationError on one that it does not declare. */
  enforces(scopes: readonly string[]): boolean {
    const declared = this.scheme.scopes;
    const unknown = declared.length === 0 ? undefined : scopes.find((scope) => !declared.includes(scope));
    if (unknown === undefined) return declared.length > 0;
    throw new ConfigurationError(
      "unenforced_scope",
      `${this.scheme.name} does not declare the scope "${unknown}"; it declares: ${declared.join(", ")}.`,
    );
  }

  requirement(scopes: readonly string[]): Requirement {
    return [alternative({ schemes: new Map([[this.scheme, this.scheme.scopes.length === 0 ? [] : scopes]]) })];
  }

  #refuse(outcome: Outcome<unknown>): Refused {
    if (outcome.kind === "absent") return this.#missing;
    return new Rejection([this.scheme], outcome.kind === "rejected" ? outcome : rejected("credential_not_read"));
  }
}
