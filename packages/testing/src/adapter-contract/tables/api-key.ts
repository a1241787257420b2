import { challenges, granted, invalidCredentials, invalidRequest, notAuthenticated } from "../answers.js";
import { get, type ContractTable } from "../table.js";

const missing = notAuthenticated(challenges.key);
const bad = invalidCredentials(challenges.key);
const repeated = invalidRequest(challenges.key);
const reports = granted({ service: "reports" });
const noReferrer = { "referrer-policy": "no-referrer" };

export const apiKeyTable: ContractTable = {
  title: "API keys",
  add(router, { headerKey, queryKey, cookieKey }, reached) {
    const { secure } = router;
    router.route(
      "GET",
      "/header",
      secure({ key: headerKey }, ({ key }) => (reached(), key)),
    );
    router.route(
      "GET",
      "/query",
      secure({ key: queryKey }, ({ key }) => (reached(), key)),
    );
    router.route(
      "GET",
      "/cookie",
      secure({ key: cookieKey }, ({ key }) => (reached(), key)),
    );
  },
  cases: [
    { title: "S-054 a good key", request: get("/header", "X-API-Key: key-1"), answer: reports },
    { title: "S-054 G4 no key", request: get("/header"), answer: missing, verifications: 0 },
    { title: "S-054 an empty key", request: get("/header", "X-API-Key:"), answer: missing, verifications: 0 },
    { title: "S-055 G4 a wrong key", request: get("/header", "X-API-Key: nonsense!"), answer: bad, secret: "nonsense" },
    { title: "S-055 a well-formed unknown key: the same bytes", request: get("/header", "X-API-Key: key-9"), answer: bad, secret: "key-9" },
    { title: "S-055 a revoked key: the same bytes", request: get("/header", "X-API-Key: key-2"), answer: bad, secret: "key-2" },
    { title: "S-056 the field name in any case", request: get("/header", "x-Api-kEY: key-1"), answer: reports },
    { title: "S-057 two fields", request: get("/header", "X-API-Key: key-1", "X-API-Key: key-1"), answer: repeated, verifications: 0 },
    { title: "S-057 two keys joined", request: get("/header", "X-API-Key: key-1, key-9"), answer: repeated, verifications: 0 },
    { title: "S-028 an underscore is not a hyphen", request: get("/header", "X_API_KEY: key-1"), answer: missing },
    { title: "S-017 a key with a space", request: get("/header", "X-API-Key: key 1"), answer: bad, verifications: 0 },
    { title: "S-017 a key with a byte above 0x7F", request: get("/header", "X-API-Key: key-\u00e9"), answer: bad, verifications: 0 },
    { title: "S-108 a key of 1,025 characters", request: get("/header", `X-API-Key: ${"k".repeat(1_025)}`), answer: bad, verifications: 0 },
    { title: "S-307 a key named like a prototype's member", request: get("/header", "X-API-Key: __proto__"), answer: bad },
    { title: "S-307 a key named constructor", request: get("/header", "X-API-Key: constructor"), answer: bad },
    { title: "S-058 G2 a key in the query is ignored by default", request: get("/header?X-API-Key=key-1&api_key=key-1"), answer: missing },
    {
      title: "S-058 where it is switched on it is not passed on",
      request: get("/query?api_key=key-1"),
      answer: reports,
      fields: noReferrer,
    },
    { title: "S-058 nor by a refusal", request: get("/query?api_key=key-9"), answer: bad, fields: noReferrer, secret: "key-9" },
    { title: "S-059 a parameter twice", request: get("/query?api_key=key-1&api_key=key-9"), answer: repeated, verifications: 0 },
    { title: "S-059 the same key twice", request: get("/query?api_key=key-1&api_key=key-1"), answer: repeated, verifications: 0 },
    { title: "S-059 an array parameter", request: get("/query?api_key[]=key-1"), answer: missing, verifications: 0 },
    { title: "S-059 an operator parameter", request: get("/query?api_key[$ne]=1"), answer: missing, verifications: 0 },
    { title: "S-059 a parameter in another case", request: get("/query?API_KEY=key-1"), answer: missing, verifications: 0 },
    { title: "S-059 a percent-encoded key", request: get("/query?api_key=%6Bey-1"), answer: reports },
    { title: "S-059 a key that is not UTF-8", request: get("/query?api_key=%FF"), answer: bad, verifications: 0 },
    { title: "S-060 a good cookie", request: get("/cookie", "Cookie: a=b; session=key-1"), answer: reports },
    { title: "S-060 a quoted cookie", request: get("/cookie", 'Cookie: session="key-1"'), answer: reports },
    {
      title: "S-060 S-248 a cookie twice with different values",
      request: get("/cookie", "Cookie: session=key-1; session=key-9"),
      answer: repeated,
      verifications: 0,
    },
    {
      title: "S-060 a cookie in two fields",
      request: get("/cookie", "Cookie: session=key-1", "Cookie: session=key-1"),
      answer: repeated,
      verifications: 0,
    },
    { title: "S-060 a cookie in another case", request: get("/cookie", "Cookie: Session=key-1"), answer: missing },
    { title: "S-060 a percent-encoded cookie is not decoded", request: get("/cookie", "Cookie: session=key%2D1"), answer: bad },
    { title: "S-060 a part without a name", request: get("/cookie", "Cookie: key-1; session"), answer: missing },
    {
      title: "S-247 cookies that are called like a prototype's members do nothing",
      request: get("/cookie", "Cookie: __proto__=1; constructor=2; session=key-1"),
      answer: reports,
    },
    { title: "S-247 empty parts, and blanks around one", request: get("/cookie", "Cookie: ;; ;\tsession = key-1\t; ;"), answer: reports },
    { title: "S-247 a comma begins no cookie", request: get("/cookie", "Cookie: a=b, session=key-1"), answer: missing },
    { title: "S-247 a quote that is not closed", request: get("/cookie", 'Cookie: session="key-1'), answer: bad },
    { title: "S-247 an equals sign belongs to the value", request: get("/cookie", "Cookie: session==key-1"), answer: bad },
    { title: "S-310 a header does not fill a cookie", request: get("/cookie?session=key-1", "session: key-1"), answer: missing },
    { title: "S-310 a cookie does not fill a header", request: get("/header", "Cookie: X-API-Key=key-1"), answer: missing },
    { title: "S-310 a header does not fill a query", request: get("/query", "api_key: key-1", "Cookie: api_key=key-1"), answer: missing },
  ],
};
