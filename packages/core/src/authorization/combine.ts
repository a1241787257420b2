import { after } from "../contract/thenable.js";
import { ConfigurationError } from "../contract/errors.js";
import { ask, type Policy } from "../contract/policy.js";
import type { Awaitable } from "../contract/provider.js";
import { abstain, allow, deny, type Allow, type Verdict } from "../contract/verdict.js";

/** At least one policy. */
export type Policies<P, R> = readonly [Policy<P, R>, ...Policy<P, R>[]];

/** One policy, and what it said. */
interface Said {
  readonly name: string;
  readonly verdict: Verdict;
}

interface Combination {
  readonly name: string;
  /** The verdict after which the others need not be asked. */
  readonly until?: Verdict["kind"];
  readonly conclude: (said: readonly Said[]) => Verdict;
}

/**
 * Permits where every policy does. They are asked in order, up to the first that denies.
 *
 * Where one abstains, the whole abstains unless another denies. A throw is a fault.
 *
 * @throws ConfigurationError where there is no policy, or something else among them.
 * @example
 * ```ts
 * const mayEdit = policies.all(role("editor"), policies.any(author, role("admin")));
 * ```
 */
export function all<P, R = unknown>(...policies: Policies<P, R>): Policy<P, R> {
  return combine(policies, {
    name: `(${policies.map(nameOf).join(" and ")})`,
    until: "deny",
    conclude: (said) => firstDenial(said) ?? (isUndecided(said) ? abstain : permission(said)),
  });
}

/**
 * Permits where at least one policy does. They are asked in order, up to the first that permits.
 *
 * Where one abstains, the whole abstains unless another permits. A throw is a fault.
 *
 * @throws ConfigurationError where there is no policy, or something else among them.
 */
export function any<P, R = unknown>(...policies: Policies<P, R>): Policy<P, R> {
  return combine(policies, {
    name: `(${policies.map(nameOf).join(" or ")})`,
    until: "allow",
    conclude: (said) => firstPermission(said) ?? (isUndecided(said) ? abstain : deny(reasons(said))),
  });
}

/** Permits where a policy denies, and the other way round. Where it abstains, so does this. */
export function not<P, R = unknown>(one: Policy<P, R>): Policy<P, R> {
  return combine([one], { name: `not ${nameOf(one)}`, conclude: opposite });
}

/** Permits where exactly one of two policies does. Both are asked; where one abstains, so does this. */
export function xor<P, R = unknown>(one: Policy<P, R>, other: Policy<P, R>): Policy<P, R> {
  return combine([one, other], {
    name: `(either ${nameOf(one)} or ${nameOf(other)})`,
    conclude: (said) => (isUndecided(said) ? abstain : onlyPermission(said)),
  });
}

/** Permits where no policy does: the opposite of {@link any}. Where one abstains, this does not permit. */
export function nor<P, R = unknown>(...policies: Policies<P, R>): Policy<P, R> {
  return combine([any(...policies)], { name: `(neither ${policies.map(nameOf).join(" nor ")})`, conclude: opposite });
}

/**
 * The same policy, whose denial looks as if there were nothing: 404 `not_found` instead of 403. For what a stranger must not know to exist. A combination
 * conceals where one of its policies does.
 *
 * It does not make answers take the same time.
 */
export function concealed<P, R = unknown>(one: Policy<P, R>): Policy<P, R> {
  const check: Policy<P, R>["check"] = (principal, resource, context) => one.check(principal, resource, context);
  return Object.freeze({ name: nameOf(one), conceals: true, check });
}

function combine<P, R>(policies: readonly Policy<P, R>[], { name, until, conclude }: Combination): Policy<P, R> {
  if (policies.length === 0)
    throw new ConfigurationError("invalid_option", "A combination of policies has none: nothing would decide. List at least one.");
  return Object.freeze<Policy<P, R>>({
    name,
    conceals: policies.some(({ conceals }) => conceals === true),
    check: (principal, resource, context) =>
      after(
        gather(policies, (one) => ask(one, principal, resource, context), until),
        conclude,
      ),
  });
}

/** Asks one policy after another, so that what is not needed is not asked. */
function gather<O extends { readonly name: string }>(
  policies: readonly O[],
  say: (one: O) => Awaitable<Verdict>,
  until: Verdict["kind"] | undefined,
  said: readonly Said[] = [],
): Awaitable<readonly Said[]> {
  const [one, ...others] = policies;
  if (one === undefined || (until !== undefined && said.at(-1)?.verdict.kind === until)) return said;
  return after(say(one), (verdict) => gather(others, say, until, [...said, { name: one.name, verdict }]));
}

/** @throws ConfigurationError on what is no policy: a circular import leaves such gaps. */
function nameOf(one: Partial<Policy<never, never>> | null | undefined): string {
  if (typeof one?.name === "string" && typeof one.check === "function") return one.name;
  throw new ConfigurationError(
    "invalid_option",
    `A combination of policies lists something else (it is ${one === null ? "null" : typeof one}): make policies with policy(name, check).`,
  );
}

const isUndecided = (said: readonly Said[]): boolean => said.some(({ verdict }) => verdict.kind === "abstain");

const permissions = (said: readonly Said[]): Allow[] => said.map(({ verdict }) => verdict).filter((verdict) => verdict.kind === "allow");

const firstPermission = (said: readonly Said[]): Allow | undefined => permissions(said)[0];

/** Where all permit, one that needed a super role is told of. */
const permission = (said: readonly Said[]): Allow => permissions(said).find(({ superRole }) => superRole !== undefined) ?? allow;

function firstDenial(said: readonly Said[]): Verdict | undefined {
  const denied = said.filter(({ verdict }) => verdict.kind === "deny");
  return denied.length === 0 ? undefined : deny(reasons(denied));
}

function onlyPermission(said: readonly Said[]): Verdict {
  const [first, ...others] = permissions(said);
  if (first === undefined) return deny(reasons(said));
  return others.length === 0 ? first : deny(said.map(({ name }) => name).join("; "));
}

function opposite(said: readonly Said[]): Verdict {
  if (isUndecided(said)) return abstain;
  return permissions(said).length > 0 ? deny() : allow;
}

/** Why each denied: what it said, else its name. */
function reasons(said: readonly Said[]): string {
  return said.map(({ name, verdict }) => (verdict.kind === "deny" ? (verdict.reason ?? name) : name)).join("; ");
}
