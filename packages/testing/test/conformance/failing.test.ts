import "reflect-metadata";
import { beforeAll, describe, expect, test } from "vitest";
import { express } from "../../src/conformance/frames/express.js";
import { hono } from "../../src/conformance/frames/hono.js";
import type { Frame } from "../../src/conformance/frames/frame.js";
import { agreement, runCases, type Verdict } from "../../src/conformance/run.js";
import { runOwn } from "./run-file.js";

/** What a failing case has to say, in the words of whoever reads it. */
const wanted = {
  "another-status": "status: expected 201, got 200",
  "another-body": "body.credentials.credentials: expected u, got t",
  "a-longer-list": 'body.credentials: expected [1], got {"scheme":"Bearer","credentials":"t"}',
  "a-challenge-too-many": "WWW-Authenticate: expected null, got Bearer",
  "another-challenge": "WWW-Authenticate: expected Basic, got Bearer",
  "another-realm": 'WWW-Authenticate: expected Bearer realm="nowhere", got Bearer',
  "an-unknown-type": 'this runner does not know schemes of the type "mutualTLS"',
  "an-inherited-type": 'this runner does not know schemes of the type "constructor"',
  "an-unknown-field-of-a-scheme": "the scheme of the type httpBearer has fields that this runner does not know: proof",
  "an-unknown-field-of-a-request": "the request has fields that this runner does not know: trailers",
  "an-unknown-field-of-a-case": "the case has fields that this runner does not know: after",
  websockets: 'this runner does not know cases of the kind "websockets"',
  "an-unknown-expectation": "the expectation has fields that this runner does not know: latency",
  "a-deviation-is-checked-too": "body.form.username: expected wrong, got u",
  "another-name": 'the names of securitySchemes: expected ["Other"], got ["HTTPBearer"]',
  "another-requirement": 'security of GET /resource: expected [{"HTTPBearer":["x"]}], got [{"HTTPBearer":[]}]',
  "another-answer": 'response codes of GET /resource: expected ["200","418","401"], got ["200","401"]',
  "another-count": 'calls: expected {"a":2}, got {"a":1}',
  "another-order": 'events: expected ["handler","call:a"',
  "no-error-there": "an error that reached the server: expected true, got false",
  "an-unknown-dependency": 'the graph has no dependency "ghost"',
  "an-inherited-dependency": 'the graph has no dependency "toString"',
  "an-unknown-field-of-an-edge": "an edge has fields that this runner does not know: weight",
  "an-unknown-ending": 'this runner does not know onError "retry"',
  "starts-all-the-same": "set-up: expected a ConfigurationError, got a running application",
  "nobody-wrote-this-one.any": 'this runner has no application "nobody-wrote-this-one"',
  "token-to-user.no-such-token": 'the tokens has no "ghost"',
  "token-to-user.neither-request-nor-steps": 'the case has no "request"',
};

describe("the case runner tells what is wrong", () => {
  let verdicts: Verdict[];
  beforeAll(async () => {
    verdicts = await runOwn("must-fail");
  });

  test.each(Object.entries(wanted))("%s: %s", (id, message) => {
    for (const on of ["express", "koa", "hono"]) {
      const found = verdicts.find((verdict) => verdict.id === id && verdict.on === on);
      expect(found?.failures.join("\n"), on).toContain(message);
    }
  });

  test("nothing else is in that file", () => {
    expect([...new Set(verdicts.map(({ id }) => id))].toSorted()).toEqual(Object.keys(wanted).toSorted());
  });

  test("a framework that answers otherwise than another one fails the agreement, and no case of its own", async () => {
    const odd: Frame = { name: "odd", serve: (blueprint) => hono.serve({ ...blueprint, options: { ...blueprint.options, realm: "odd" } }) };
    const request = { method: "GET", path: "/resource" };
    const one = {
      id: "refused",
      scheme: { type: "httpBearer" },
      request,
      expect: { status: 401, headers: { "www-authenticate": "Bearer" } },
    };
    const found = await runCases({ cases: [one] }, [express, odd]);
    expect(found.map(({ on, failures }) => [on, failures.length])).toEqual([
      ["express", 0],
      ["odd", 0],
      [agreement, 1],
    ]);
    expect(found[2]?.failures[0]).toContain("the answer of odd beside that of express");
  });
});
