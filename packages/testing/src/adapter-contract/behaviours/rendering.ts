import {
  bearer,
  endpoint,
  policies,
  policy,
  provider,
  rejected,
  require,
  UnavailableError,
  type AnyProvider,
  type Problem,
  type RefusalCode,
} from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import { expectRefusal, only } from "../check.js";
import type { AdapterHarness } from "../harness.js";

const alice = "Authorization: Bearer alice";
const token = bearer((text) => ({ sub: text }));
const nobody = policy("nobody", () => false);
const saying = (...what: Parameters<typeof rejected>): AnyProvider => provider({ token }, () => rejected(...what));
const refusing = (status: 413 | 415 | 422): AnyProvider => saying("unusable", { problem: { status, detail: "Not so" } });
const away = provider({ token }, (): string => {
  throw new UnavailableError("down");
});

/** A way to each refusal that a client can be told, with its status. */
const ways: Readonly<Record<Exclude<RefusalCode, "https_required">, readonly [status: number, AnyProvider]>> = {
  not_authenticated: [401, token],
  invalid_credentials: [401, saying("bad")],
  invalid_request: [400, saying("twice", { invalidRequest: true })],
  content_too_large: [413, refusing(413)],
  unsupported_media_type: [415, refusing(415)],
  unprocessable_content: [422, refusing(422)],
  insufficient_scope: [403, saying("less", { scopes: ["read"] })],
  forbidden: [403, require(token, nobody)],
  not_found: [404, require(token, policies.concealed(nobody))],
  method_not_allowed: [405, token],
  too_many_requests: [429, saying("often", { retryAfter: 7 })],
  cross_site: [403, saying("foreign", { crossSite: true })],
  unavailable: [503, away],
};

const text = ({ code }: Problem) => ({ contentType: "text/plain; charset=utf-8", body: `no: ${code}` });

export function describeRendering(harness: AdapterHarness): void {
  describe("bodies of the application's own", () => {
    test("G11 render is asked for every refusal that there is, and changes neither its status nor its fields", async () => {
      const add: Parameters<typeof applicationOf>[1] = ({ secure, route }) => {
        for (const [code, [, it]] of Object.entries(ways)) route("ALL", `/${code}`, secure(endpoint("GET", { it }, () => "reached")));
      };
      await using plain = await applicationOf(harness, add);
      await using rendered = await applicationOf(harness, add, { render: text });
      for (const [code, [status]] of Object.entries(ways)) {
        const method = code === "method_not_allowed" ? "POST" : "GET";
        const request = { method, target: `/${code}`, fields: code === "not_authenticated" ? [] : [alice] };
        const [usual, own] = [await plain.send(request), await rendered.send(request)];
        expect([usual.status, (JSON.parse(usual.body) as Problem).code]).toEqual([status, code]);
        expect([own.status, own.body]).toEqual([status, `no: ${code}`]);
        for (const name of ["www-authenticate", "retry-after", "allow"])
          expect(only(own, name), `${code}: ${name}`).toBe(only(usual, name));
        expectRefusal(own);
      }
    });
  });
}
