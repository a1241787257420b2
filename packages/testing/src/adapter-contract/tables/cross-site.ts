import { allowCrossSite, anyOf, apiKeyCookie, loginForm, optional, sameOrigin } from "@ampoule/core";
import type { RawRequest } from "../../raw-http.js";
import { challenges, crossSite, granted, invalidCredentials, invalidRequest, notAuthenticated } from "../answers.js";
import type { ContractCase, ContractTable } from "../table.js";

const cookie = "Cookie: session=key-1";
const own = "Origin: http://localhost";
const partner = "Origin: https://partner.test";
const reports = granted({ service: "reports" });

type Add = Parameters<ContractTable["add"]>;

function handlers(...[{ secure }, { cookieKey, token }, reached]: Add) {
  const verify = () => ({ service: "reports" });
  const listed = apiKeyCookie({ name: "session", origins: ["https://app.test", "https://partner.test"], verify });
  const open = apiKeyCookie({ name: "session", [allowCrossSite]: true, verify });
  return {
    "/cookie": secure({ key: cookieKey }, ({ key }) => (reached(), key)),
    "/optional": secure({ key: optional(cookieKey) }, ({ key }) => (reached(), key)),
    "/either": secure({ who: anyOf(token, cookieKey) }, ({ who }) => (reached(), who)),
    "/listed": secure({ key: listed }, ({ key }) => (reached(), key)),
    "/any-site": secure({ key: open }, ({ key }) => (reached(), key)),
    "/login": secure({ own: sameOrigin(), form: loginForm() }, ({ form }) => (reached(), form.username)),
  };
}

function request(method: string, target: string, ...fields: string[]): RawRequest {
  return { method, target, fields: [cookie, ...fields] };
}
const post = (...fields: string[]): RawRequest => request("POST", "/cookie", ...fields);

function refused(title: string, ...fields: string[]): ContractCase {
  return { title, request: post(...fields), answer: crossSite, verifications: 0, secret: "key-1" };
}

function signIn(title: string, answer: ContractCase["answer"], ...fields: string[]): ContractCase {
  const type = "Content-Type: application/x-www-form-urlencoded";
  return { title, request: { method: "POST", target: "/login", fields: [type, ...fields], body: "username=a&password=b" }, answer };
}

const foreignOrigins = [
  "https://evil.test",
  "http://localhost.evil.test",
  "http://evil.test/localhost",
  "http://localhost:8080",
  "http://localhost@evil.test",
  "http://sub.localhost",
  "http://localhost/",
  "HTTP://LOCALHOST",
  "http://localhost.",
  "http://localhost https://evil.test",
  "http://localhost, https://evil.test",
  "localhost",
  "//localhost",
  "file://",
  "\u00e9",
];

const contentTypes = [
  "text/plain",
  "application/json",
  "APPLICATION/JSON",
  "application/json; charset=utf-8",
  "multipart/form-data; boundary=a",
];

export const crossSiteTable: ContractTable = {
  title: "requests that another site may have made a browser send",
  add(router, credentials, reached) {
    for (const [path, handler] of Object.entries(handlers(router, credentials, reached))) router.route("ALL", path, handler);
  },
  cases: [
    refused("S-255 neither Origin nor Sec-Fetch-Site"),
    ...["PUT", "DELETE", "PATCH", "PROPFIND"].map((method) => ({
      title: `S-255 nor with ${method}`,
      request: request(method, "/cookie"),
      answer: crossSite,
    })),
    refused("S-255 a Referer is no Origin", "Referer: http://localhost/"),
    refused("S-255 nor is what a proxy forwards", "X-Forwarded-Host: evil.test", "Origin: https://evil.test", "Forwarded: host=evil.test"),
    { title: "S-256 our own Origin", request: post(own), answer: reports },
    { title: "S-256 our own Origin, encrypted", request: post("Origin: https://localhost"), answer: reports },
    ...foreignOrigins.map((origin) => refused(`S-256 Origin: ${origin}`, `Origin: ${origin}`)),
    refused("S-256 an empty Origin", "Origin:"),
    refused("S-256 two Origins", own, "Origin: https://evil.test"),
    refused("S-256 our own Origin twice", own, own),
    refused("S-256 another Host besides", "Host: evil.test", "Origin: http://evil.test"),
    refused("S-258 Origin: null", "Origin: null"),
    { title: "S-257 Sec-Fetch-Site: same-origin", request: post("Sec-Fetch-Site: same-origin"), answer: reports },
    {
      title: "S-257 same-origin behind a proxy that changes Host",
      request: post("Sec-Fetch-Site: same-origin", "Origin: https://app.test"),
      answer: reports,
    },
    { title: "S-257 what a person did by hand", request: post("Sec-Fetch-Site: none"), answer: reports },
    refused("S-257 Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: cross-site"),
    refused("S-257 Sec-Fetch-Site: same-site", "Sec-Fetch-Site: same-site"),
    refused("S-257 cross-site counts more than an Origin", "Sec-Fetch-Site: cross-site", own),
    refused("S-257 a sandboxed page", "Sec-Fetch-Site: cross-site", "Origin: null"),
    refused("S-257 a word that does not exist", "Sec-Fetch-Site: SAME-ORIGIN"),
    refused("S-257 an empty Sec-Fetch-Site", "Sec-Fetch-Site:"),
    refused("S-257 two of them", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"),
    ...contentTypes.map((type) => refused(`S-259 whatever the body is: ${type}`, `Content-Type: ${type}`, "Origin: https://evil.test")),
    ...contentTypes.map((type) => refused(`S-259 without an Origin: ${type}`, `Content-Type: ${type}`)),
    ...["GET", "OPTIONS"].map((method) => ({
      title: `S-261 ${method} passes from everywhere, since it changes nothing`,
      request: request(method, "/cookie", "Sec-Fetch-Site: cross-site", "Origin: https://evil.test"),
      answer: reports,
    })),
    ...["Bearer", "Bearer !", "Basic YTpi", "Digest a=b", "junk"].map((text) =>
      refused(`S-262 beside Authorization: ${text}`, `Authorization: ${text}`),
    ),
    {
      title: "S-262 beside a stranger's Authorization, of either",
      request: request("POST", "/either", "Authorization: Digest a=b"),
      answer: crossSite,
    },
    {
      title: "S-262 beside a junk token, of either",
      request: request("POST", "/either", "Authorization: Bearer !"),
      answer: invalidRequest(`${challenges.invalidBearerRequest}, ${challenges.key}`),
    },
    {
      title: "S-262 a token alone needs no Origin",
      request: { method: "POST", target: "/either", fields: ["Authorization: Bearer alice.token", "Origin: https://evil.test"] },
      answer: granted({ sub: "alice", role: "member", scopes: ["items:read", "items:write"] }),
    },
    { title: "S-255 also where the cookie is optional", request: request("POST", "/optional"), answer: crossSite },
    {
      title: "S-255 without the cookie there is nothing to abuse",
      request: { method: "POST", target: "/optional" },
      answer: granted(null),
    },
    { title: "S-255 nor where it is required", request: { method: "POST", target: "/cookie" }, answer: notAuthenticated(challenges.key) },
    {
      title: "S-255 a bad cookie tells nothing",
      request: { method: "POST", target: "/cookie", fields: ["Cookie: session=key-9"] },
      answer: crossSite,
    },
    {
      title: "S-255 from our own page it does",
      request: { method: "POST", target: "/cookie", fields: ["Cookie: session=key-9", own] },
      answer: invalidCredentials(challenges.key),
    },
    { title: "S-256 a listed Origin", request: request("POST", "/listed", partner), answer: reports },
    {
      title: "S-257 a listed Origin of another site",
      request: request("POST", "/listed", partner, "Sec-Fetch-Site: cross-site"),
      answer: reports,
    },
    { title: "S-256 where some are listed, Host says nothing", request: request("POST", "/listed", own), answer: crossSite },
    {
      title: "S-257 one that is not listed",
      request: request("POST", "/listed", "Origin: https://sub.partner.test", "Sec-Fetch-Site: same-site"),
      answer: crossSite,
    },
    { title: "S-256 two listed ones", request: request("POST", "/listed", "Origin: https://app.test", partner), answer: crossSite },
    {
      title: "any site, where somebody said so",
      request: request("POST", "/any-site", "Origin: https://evil.test", "Sec-Fetch-Site: cross-site"),
      answer: reports,
    },
    signIn("S-255 a sign-in that nobody knows where from", crossSite),
    signIn("S-256 a sign-in from another site", crossSite, "Origin: https://evil.test", "Sec-Fetch-Site: cross-site"),
    signIn("S-256 a sign-in from our own page", granted("a"), own),
  ],
};
