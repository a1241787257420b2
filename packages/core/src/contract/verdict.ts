/** Carried by every verdict, so that an application's own object with a `kind` field is never taken for one. */
const verdictMark: unique symbol = Symbol.for("@ampoule/verdict");

/** The policy lets the principal pass. */
export interface Allow {
  readonly [verdictMark]: true;
  readonly kind: "allow";
  /** The super role without which it would not; told to the operator. */
  readonly superRole: string | undefined;
}

/** The policy does not let the principal pass. */
export interface Deny {
  readonly [verdictMark]: true;
  readonly kind: "deny";
  /** For the operator's event; never sent to the client. */
  readonly reason: string | undefined;
}

/** The policy cannot tell. */
export interface Abstain {
  readonly [verdictMark]: true;
  readonly kind: "abstain";
}

/** What one policy says. Only `allow` lets anybody pass. */
export type Verdict = Allow | Deny | Abstain;

/** Lets the principal pass. Returning `true` means the same. */
export const allow: Allow = /* @__PURE__ */ Object.freeze<Allow>({ [verdictMark]: true, kind: "allow", superRole: undefined });

/**
 * Says that the policy cannot tell. Alone it denies, and so does its opposite: where nothing decides, nobody passes. In a combination others may decide,
 * see `policies`.
 */
export const abstain: Abstain = /* @__PURE__ */ Object.freeze<Abstain>({ [verdictMark]: true, kind: "abstain" });

/**
 * Does not let the principal pass, and says why. Returning `false` means the same, without a reason.
 *
 * The reason goes to the operator's event, with control characters escaped, and never to the client. It must hold no secret.
 *
 * @example
 * ```ts
 * const open = policy("open", (_: User, poll: Poll) => poll.closedAt === null || deny("the poll is closed"));
 * ```
 */
export function deny(reason?: string): Deny {
  return { [verdictMark]: true, kind: "deny", reason };
}

/** Lets pass by a super role alone. */
export function allowAs(superRole: string): Allow {
  return { ...allow, superRole };
}

/** What a policy's answer means. What is neither a decision nor a verdict decides nothing, so that its opposite does not either. */
export function verdictOf(answer: unknown): Verdict {
  if (isVerdict(answer)) return answer;
  if (typeof answer !== "boolean") return abstain;
  return answer ? allow : deny();
}

function isVerdict(answer: unknown): answer is Verdict {
  return typeof answer === "object" && answer !== null && Object.hasOwn(answer, verdictMark);
}
