import { allOf, anyOf, map, narrow, optional, policy, provider, require, scoped } from "@ampoule/core";
import { challenges, forbidden, granted, insufficientScope, invalidCredentials, invalidRequest, notAuthenticated } from "../answers.js";
import type { Claims } from "../credentials.js";
import { basicLine, get, type ContractTable } from "../table.js";

interface Admin extends Claims {
  readonly role: "admin";
}
const isAdmin = (claims: Claims): claims is Admin => claims.role === "admin";

const alice = "Authorization: Bearer alice.token";
const bob = "Authorization: Bearer bob.token";
const root = "Authorization: Bearer root.token";
const garbage = "Authorization: Bearer garbage";
const key = "X-API-Key: key-1";
const badKey = "X-API-Key: key-9";
const { bearer, invalidToken, invalidBearerRequest, basic, key: keyChallenge } = challenges;
const badToken = invalidCredentials(invalidToken);

type Add = Parameters<ContractTable["add"]>;

/** Optional ones, any of several, and all of several. */
function choices(...[{ secure }, { token, scopedToken, basic, headerKey }, reached]: Add) {
  const sub = (who: { sub: string } | null) => (reached(), who && { sub: who.sub });
  const reader = scoped(scopedToken, "items:read");
  const writer = scoped(scopedToken, "items:write");
  const pairOrToken = anyOf(allOf({ token, key: headerKey }), token);
  return {
    "/optional": secure({ me: optional(token) }, ({ me }) => sub(me)),
    "/optional-scoped": secure({ me: optional(writer) }, ({ me }) => sub(me)),
    "/any": secure({ who: anyOf(token, basic, headerKey) }, ({ who }) => (reached(), who)),
    "/optional-any": secure({ who: optional(anyOf(token, headerKey)) }, ({ who }) => (reached(), who)),
    "/all": secure({ both: allOf({ token, key: headerKey }) }, ({ both }) => (reached(), { sub: both.token.sub, ...both.key })),
    "/any-scope": secure({ me: anyOf(reader, writer) }, ({ me }) => sub(me)),
    "/any-both": secure({ who: pairOrToken }, ({ who }) => (reached(), Object.keys(who).length)),
    "/read-write": secure({ a: reader, b: writer }, ({ a }) => sub(a)),
  };
}

/** Policies, and providers over providers. */
function decisions(...[{ secure }, { token }, reached]: Add) {
  const noGuests = policy("no guests", (claims: Claims) => claims.sub !== "bob");
  const twice = provider({ first: token, second: token }, ({ first, second }) => ({ same: first === second }));
  return {
    "/policy": secure({ me: require(token, noGuests) }, ({ me }) => (reached(), { sub: me.sub })),
    "/admin": secure({ me: narrow(token, "admin", isAdmin) }, ({ me }) => (reached(), { role: me.role })),
    "/mapped": secure({ name: map(token, (claims) => claims.sub.toUpperCase()) }, ({ name }) => (reached(), { name })),
    "/twice": secure({ twice, third: token }, ({ twice }) => (reached(), twice)),
  };
}

export const combinationTable: ContractTable = {
  title: "combinations",
  add(router, credentials, reached) {
    const handlers = { ...choices(router, credentials, reached), ...decisions(router, credentials, reached) };
    for (const [path, handler] of Object.entries(handlers)) router.route("GET", path, handler);
  },
  cases: [
    { title: "S-289 optional and absent", request: get("/optional"), answer: granted(null) },
    { title: "S-289 optional and good", request: get("/optional", alice), answer: granted({ sub: "alice" }) },
    { title: "S-289 optional and bad is not anonymous", request: get("/optional", garbage), answer: badToken },
    { title: "S-289 optional and malformed is not anonymous", request: get("/optional", "Authorization: Bearer"), answer: badToken },
    { title: "S-289 optional and repeated", request: get("/optional", alice, alice), answer: invalidRequest(invalidBearerRequest) },
    { title: "S-289 optional and another scheme's credential", request: get("/optional", basicLine("a:b")), answer: granted(null) },
    {
      title: "S-289 optional and known, but without the scope",
      request: get("/optional-scoped", bob),
      answer: insufficientScope('Bearer realm="api", error="insufficient_scope", scope="items:write"'),
    },
    {
      title: "S-023 any of three, nothing presented: every challenge",
      request: get("/any"),
      answer: notAuthenticated(`${bearer}, ${basic}, ${keyChallenge}`),
      verifications: 0,
    },
    { title: "S-290 any of three, the token", request: get("/any", root), answer: granted({ sub: "root", role: "admin", scopes: [] }) },
    { title: "S-290 any of three, the key", request: get("/any", key), answer: granted({ service: "reports" }), verifications: 1 },
    { title: "S-290 any of three, a bad token", request: get("/any", garbage), answer: badToken, verifications: 1 },
    { title: "S-290 any of three, a bad key", request: get("/any", badKey), answer: invalidCredentials(keyChallenge), verifications: 1 },
    {
      title: "S-290 a good token and a bad key: two methods at once",
      request: get("/any", alice, badKey),
      answer: invalidRequest(`${invalidBearerRequest}, ${basic}, ${keyChallenge}`),
      verifications: 0,
    },
    {
      title: "S-290 a bad token and a good key: two methods at once",
      request: get("/any", garbage, key),
      answer: invalidRequest(`${invalidBearerRequest}, ${basic}, ${keyChallenge}`),
      verifications: 0,
    },
    { title: "S-289 optional any, nothing presented", request: get("/optional-any"), answer: granted(null) },
    { title: "S-289 optional any, a bad key", request: get("/optional-any", badKey), answer: invalidCredentials(keyChallenge) },
    { title: "S-291 both, with both", request: get("/all", alice, key), answer: granted({ sub: "alice", service: "reports" }) },
    { title: "S-291 both, with the token alone", request: get("/all", alice), answer: notAuthenticated(keyChallenge), verifications: 0 },
    { title: "S-291 both, with the key alone", request: get("/all", key), answer: notAuthenticated(bearer), verifications: 0 },
    { title: "S-291 both, with nothing", request: get("/all"), answer: notAuthenticated(`${bearer}, ${keyChallenge}`), verifications: 0 },
    { title: "S-291 both, with a bad key", request: get("/all", alice, badKey), answer: invalidCredentials(keyChallenge) },
    { title: "both wanted together are not two methods at once", request: get("/any-both", alice, key), answer: granted(2) },
    { title: "the second alternative of a pair and one", request: get("/any-both", alice), answer: granted(3) },
    { title: "any of two scopes, the first", request: get("/any-scope", bob), answer: granted({ sub: "bob" }), verifications: 1 },
    {
      title: "any of two scopes, neither: the first denial stands",
      request: get("/any-scope", root),
      answer: insufficientScope('Bearer realm="api", error="insufficient_scope", scope="items:read"'),
    },
    {
      title: "S-019 H4 two uses of one token: the challenge names all scopes, and the token is verified once",
      request: get("/read-write", bob),
      answer: insufficientScope('Bearer realm="api", error="insufficient_scope", scope="items:read items:write"'),
      verifications: 1,
    },
    {
      title: "S-304 two uses of one token verify it once",
      request: get("/read-write", alice),
      answer: granted({ sub: "alice" }),
      verifications: 1,
    },
    {
      title: "S-304 one provider, four uses, one object",
      request: get("/twice", alice),
      answer: granted({ same: true }),
      verifications: 1,
    },
    { title: "S-297 unauthenticated before forbidden", request: get("/policy"), answer: notAuthenticated(bearer) },
    { title: "S-297 known and not permitted: no scope hint", request: get("/policy", bob), answer: forbidden },
    { title: "S-297 known and permitted", request: get("/policy", alice), answer: granted({ sub: "alice" }) },
    { title: "S-297 narrowed to an admin", request: get("/admin", root), answer: granted({ role: "admin" }) },
    { title: "S-297 not an admin", request: get("/admin", alice), answer: forbidden },
    { title: "a mapped value", request: get("/mapped", alice), answer: granted({ name: "ALICE" }) },
  ],
};
