import { describe, expect, test } from "vitest";
import { isOutcome } from "../../src/contract/outcome.js";
import {
  basic,
  bearer,
  oauthError,
  optional,
  provider,
  rejected,
  type OAuthErrorCode,
  type Problem,
  type SecurityEvent,
} from "../../src/index.js";
import { callWith, fakeSecurity, next, type Handler } from "./fake-framework.js";

async function answer(handler: Handler, ...lines: string[]) {
  const call = callWith(...lines);
  await handler(call, next);
  const { status, headers = {}, body = "" } = call.reply ?? {};
  return { status, body: JSON.parse(body) as unknown, challenge: headers["WWW-Authenticate"], headers };
}

const codes: readonly OAuthErrorCode[] = [
  "invalid_request",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
  "invalid_target",
  "access_denied",
  "authorization_pending",
  "slow_down",
  "expired_token",
  "unsupported_token_type",
];

describe("an OAuth 2 error", () => {
  test.each(codes)("%s is 400, in RFC 6749's words, without a challenge", async (error) => {
    const handler = fakeSecurity()({ it: provider({}, async () => oauthError(error, { description: "Why" })) }, () => "in");
    const { status, body, challenge, headers } = await answer(handler);
    expect([status, body, challenge]).toEqual([400, { error, error_description: "Why" }, undefined]);
    expect(headers).toMatchObject({
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    });
  });

  test("without a description has none", async () => {
    const handler = fakeSecurity()({ it: provider({}, () => oauthError("invalid_grant")) }, () => "in");
    expect((await answer(handler)).body).toEqual({ error: "invalid_grant" });
  });

  test("invalid_client is 401, with the challenge of the schemes below, or else Basic", async () => {
    const secure = fakeSecurity({ realm: "r" });
    const answerOf = (it: Parameters<typeof optional>[0], ...lines: string[]) =>
      answer(
        secure({ it }, () => "in"),
        ...lines,
      );
    const wrong = () => oauthError("invalid_client");
    const alone = await answerOf(provider({}, wrong));
    expect(alone).toMatchObject({ status: 401, body: { error: "invalid_client" }, challenge: 'Basic realm="r"' });
    const client = basic({ verify: ({ username }) => (username === "web" ? { username } : wrong()) });
    const below = 'Basic realm="r", charset="UTF-8"';
    expect(await answerOf(provider({ client }, wrong), `Authorization: Basic ${btoa("web:x")}`)).toMatchObject({
      status: 401,
      challenge: below,
    });
    expect(await answerOf(client, `Authorization: Basic ${btoa("app:x")}`)).toMatchObject({ status: 401, challenge: below });
    const token = bearer(wrong);
    expect((await answerOf(token, "Authorization: Bearer a")).challenge).toBe('Bearer realm="r", error="invalid_token"');
  });

  test("stands where the provider is optional", async () => {
    const handler = fakeSecurity()({ it: optional(provider({}, () => oauthError("invalid_grant"))) }, () => "in");
    expect((await answer(handler)).status).toBe(400);
  });

  test("is told to the operator with the precise reason", async () => {
    const events: SecurityEvent[] = [];
    const secure = fakeSecurity({ onEvent: (event) => events.push(event) });
    for (const made of [
      oauthError("invalid_grant", { code: "locked\nout", subject: "u\n1" }),
      oauthError("invalid_request"),
      oauthError("invalid_client"),
    ]) {
      await answer(secure({ it: provider({}, () => made) }, () => "in"));
    }
    expect(events.map(({ type, status, code, subject }) => [type, status, code, subject])).toEqual([
      ["rejected", 400, "locked\\u000aout", "u\\u000a1"],
      ["invalid_request", 400, "invalid_request", undefined],
      ["rejected", 401, "invalid_client", undefined],
    ]);
  });

  test.each([
    ["a quote and a backslash", 'say "no\\yes"', "say ?no?yes?"],
    ["a line break and a NUL", "a\r\nb\0", "a??b?"],
    ["beyond ASCII, each character once", "é\u{1f600}\ud800~ !", "???~ !"],
    ["all that is allowed", " !#[]~", " !#[]~"],
  ])("describes in the characters that RFC 6749 allows: %s", (_, description, sent) => {
    expect(oauthError("invalid_request", { description }).oauth?.description).toBe(sent);
  });

  test("is a rejection, and other rejections are not it", () => {
    expect(isOutcome(oauthError("invalid_grant"))).toBe(true);
    expect(oauthError("invalid_grant")).toMatchObject({ kind: "rejected", code: "invalid_grant" });
    expect(rejected("x").oauth).toBeUndefined();
  });
});

describe("render", () => {
  const problems: Problem[] = [];
  const render = (problem: Problem) => {
    problems.push(problem);
    return problem.oauth?.error === "invalid_client" ? { contentType: "text/plain", body: '"own"' } : undefined;
  };
  const secure = fakeSecurity({ render });
  const handlerOf = (error: OAuthErrorCode, description?: string) =>
    secure({ it: provider({}, () => oauthError(error, description === undefined ? {} : { description })) }, () => "in");

  test("sees the error, and may make another body, with the status and challenge as they are", async () => {
    expect(await answer(handlerOf("invalid_client"))).toMatchObject({ status: 401, body: "own", challenge: 'Basic realm="api"' });
    expect(await answer(handlerOf("invalid_grant", "No"))).toMatchObject({
      status: 400,
      body: { error: "invalid_grant", error_description: "No" },
    });
    const common = { type: "about:blank", code: "invalid_credentials" };
    expect(problems).toEqual([
      {
        ...common,
        title: "Unauthorized",
        status: 401,
        detail: "invalid_client",
        oauth: { error: "invalid_client", description: undefined },
      },
      { ...common, title: "Bad Request", status: 400, detail: "No", oauth: { error: "invalid_grant", description: "No" } },
    ]);
  });

  test("of a request's own fault says so", async () => {
    problems.length = 0;
    await answer(handlerOf("unsupported_grant_type"));
    expect(problems.map(({ code }) => code)).toEqual(["invalid_request"]);
  });
});
