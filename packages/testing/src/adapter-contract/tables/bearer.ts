import { challenges, granted, invalidCredentials, invalidRequest, insufficientScope, notAuthenticated } from "../answers.js";
import { get, type ContractCase, type ContractTable } from "../table.js";

const missing = notAuthenticated(challenges.bearer);
const bad = invalidCredentials(challenges.invalidToken);
const repeated = invalidRequest(challenges.invalidBearerRequest);
const alice = granted({ sub: "alice" });

function bearer(title: string, value: string, answer: ContractCase["answer"], more: Partial<ContractCase> = {}): ContractCase {
  return { title, request: get("/bearer", `Authorization: ${value}`), answer, ...more };
}

/** Bytes that RFC 6750 does not allow in a token. */
const forbiddenInToken = ['alice"token', "alice%token", "alice\u00e9token", "alice token", "alice;token", "alice\\token"];

export const bearerTable: ContractTable = {
  title: "bearer (RFC 6750)",
  add(router, { token, scopedToken }, reached) {
    const { secure } = router;
    router.route(
      "GET",
      "/bearer",
      secure({ token }, ({ token }) => (reached(), { sub: token.sub })),
    );
    router.route(
      "POST",
      "/bearer",
      secure({ token }, ({ token }) => (reached(), { sub: token.sub })),
    );
    router.use("/write", secure.guard(scopedToken, "items:write"));
    router.route(
      "GET",
      "/write",
      secure({ token: scopedToken }, ({ token }) => (reached(), { sub: token.sub })),
    );
  },
  cases: [
    { title: "S-001 no credentials: one challenge with a realm and no error", request: get("/bearer"), answer: missing, verifications: 0 },
    bearer("S-002 a good token", "Bearer alice.token", alice, { verifications: 1 }),
    bearer("S-003 the scheme in lower case", "bearer alice.token", alice),
    bearer("S-003 the scheme in capitals", "BEARER alice.token", alice),
    bearer("S-003 the scheme in mixed case", "bEaReR alice.token", alice),
    bearer("S-004 two spaces before the token", "Bearer  alice.token", alice),
    bearer("S-005 a tab instead of the space", "Bearer\talice.token", bad, { verifications: 0 }),
    bearer("S-006 G8 the scheme alone", "Bearer", bad, { verifications: 0 }),
    bearer("S-006 G8 the scheme and a space", "Bearer ", bad, { verifications: 0 }),
    bearer("S-006 an empty field", "", missing),
    ...["Token", "JWT", "Basic"].map((scheme) =>
      bearer(`S-007 a good token under ${scheme}`, `${scheme} alice.token`, missing, { verifications: 0 }),
    ),
    bearer("S-007 a good token without a scheme", "alice.token", missing),
    bearer("S-008 BearerX", "BearerX alice.token", missing),
    bearer("S-008 Bear", "Bear alice.token", missing),
    {
      title: "S-009 two fields, good then garbage",
      request: get("/bearer", "Authorization: Bearer alice.token", "Authorization: Bearer garbage"),
      answer: repeated,
      verifications: 0,
    },
    {
      title: "S-009 two fields, garbage then good",
      request: get("/bearer", "Authorization: Bearer garbage", "Authorization: Bearer alice.token"),
      answer: repeated,
      verifications: 0,
    },
    {
      title: "S-009 two fields, Basic then Bearer",
      request: get("/bearer", "Authorization: Basic QTpi", "Authorization: Bearer alice.token"),
      answer: repeated,
    },
    {
      title: "S-010 two fields, the same good token",
      request: get("/bearer", "Authorization: Bearer alice.token", "authorization: Bearer alice.token"),
      answer: repeated,
    },
    bearer("S-011 two tokens joined in one field", "Bearer alice.token, Bearer alice.token", repeated, { verifications: 0 }),
    bearer("S-012 two schemes joined in one field", "Basic x, Bearer alice.token", repeated, { verifications: 0 }),
    { title: "S-013 a token in the query is ignored", request: get("/bearer?access_token=alice.token"), answer: missing, verifications: 0 },
    {
      title: "S-015 a token in a form body is ignored",
      request: {
        method: "POST",
        target: "/bearer",
        fields: ["Content-Type: application/x-www-form-urlencoded"],
        body: "access_token=alice.token",
      },
      answer: missing,
      verifications: 0,
    },
    ...forbiddenInToken.map((token) =>
      bearer(`S-017 a token with ${JSON.stringify(token[5])}`, `Bearer ${token}`, bad, { secret: token, verifications: 0 }),
    ),
    bearer("S-017 a token with a comma", "Bearer alice,token", repeated, { secret: "alice,token", verifications: 0 }),
    bearer("S-018 an unknown token", "Bearer mallory.token", bad, { secret: "mallory" }),
    bearer("S-108 a token of 8,193 characters is refused unread", `Bearer ${"a".repeat(8_193)}`, bad, { verifications: 0 }),
    {
      title: "S-019 a scope is missing: all that are needed are named",
      request: get("/write", "Authorization: Bearer bob.token"),
      answer: insufficientScope('Bearer realm="api", error="insufficient_scope", scope="items:write"'),
    },
    { title: "S-019 the scope is there", request: get("/write", "Authorization: Bearer alice.token"), answer: alice },
    {
      title: "S-027 headers that claim an identity are not credentials",
      request: get(
        "/bearer",
        "X-User-Id: alice",
        "X-Authenticated-User: alice",
        "X-Forwarded-User: alice",
        "X-Middleware-Subrequest: middleware",
        "X-Original-URL: /health",
        "X-Rewrite-URL: /health",
        "X-HTTP-Method-Override: OPTIONS",
      ),
      answer: missing,
      verifications: 0,
    },
    {
      title: "S-025 HEAD has the verdict of GET and no body (absent)",
      request: { method: "HEAD", target: "/bearer" },
      answer: { ...missing, body: "" },
    },
    {
      title: "S-025 HEAD has the verdict of GET and no body (granted)",
      request: { method: "HEAD", target: "/bearer", fields: ["Authorization: Bearer alice.token"] },
      answer: { ...alice, body: "" },
    },
  ],
};
