import { policy, type Policy } from "../contract/policy.js";
import { deny, type Verdict } from "../contract/verdict.js";
import { any } from "./combine.js";

/** Permits everybody. It opens no route: that is said with `secure.open`. */
export const allowAny: Policy<unknown> = /* @__PURE__ */ policy("anybody", () => true);

/** Permits nobody, whatever their role. */
export const denyAll: Policy<unknown> = /* @__PURE__ */ policy("nobody", () => false);

/** Permits whoever is known: for what yields `null` where nothing was presented. A provider that is required needs no such policy. */
export const isAuthenticated: Policy<unknown> = /* @__PURE__ */ policy(
  "authenticated",
  (principal) => principal !== null && principal !== undefined,
);

/** Methods that change nothing (RFC 9110 section 9.2.1), and `QUERY`. */
const safeMethods = ["GET", "HEAD", "OPTIONS", "QUERY"];

/**
 * Permits requests whose method changes nothing: `GET`, `HEAD`, `OPTIONS` and `QUERY`, or those that are listed, in capitals.
 *
 * It looks at the request's method alone, never at a field that would replace it (`X-HTTP-Method-Override`). It does not check that your handlers for those methods
 * change nothing.
 */
export function readOnly(methods: readonly string[] = safeMethods): Policy<unknown> {
  const safe = new Set(methods);
  return policy("read only", (_principal, _resource, { request }) => safe.has(request.method));
}

/** Permits whoever is known everything, and everybody else what changes nothing. Ask it about an `optional` provider. */
export const isAuthenticatedOrReadOnly: Policy<unknown> = /* @__PURE__ */ any(isAuthenticated, /* @__PURE__ */ readOnly());

/** What names a tenant. */
type Tenant = string | number | bigint;

/**
 * Permits where principal and resource belong to one tenant: the names are identical, also in type.
 *
 * Where either names no tenant (`undefined`, `null`, an empty text, `NaN`, or anything of another type) it denies.
 *
 * @example
 * ```ts
 * const ownTenant = policies.sameTenant((user: User) => user.tenant, (article: Article) => article.tenant);
 * ```
 */
export function sameTenant<P, R, T extends Tenant>(
  ofPrincipal: (principal: P) => T | null | undefined,
  ofResource: (resource: R) => T | null | undefined,
): Policy<P, R> {
  return policy<P, R>("same tenant", (principal, resource): Verdict | true => {
    const [own, other] = [ofPrincipal(principal), ofResource(resource)];
    if (!isTenant(own)) return deny("the principal has no tenant");
    if (!isTenant(other)) return deny("the resource has no tenant");
    return own === other || deny("another tenant");
  });
}

function isTenant(name: unknown): boolean {
  return (typeof name === "string" && name !== "") || typeof name === "bigint" || (typeof name === "number" && !Number.isNaN(name));
}
