import { describe, expect, test } from "vitest";
import { tokenResponse } from "../../src/index.js";
import { day, issued, issuing, refreshed, signedIn } from "./issuing.js";

describe("what is said", () => {
  test("C4 no event, error or refusal holds a token", async () => {
    const to = issuing();
    const pair = await signedIn(to);
    const next = await refreshed(to, pair);
    const answers: unknown[] = [
      await to.auth.refresh(`${pair.refreshToken}x`),
      await to.auth.refresh(next.refreshToken, { clientId: "x" }),
    ];
    to.now += day;
    answers.push(await to.auth.refresh(pair.refreshToken), await to.auth.revoke(next.refreshToken));
    const said = JSON.stringify([to.events, answers]);
    for (const { accessToken, refreshToken } of [pair, next]) {
      for (const part of [...accessToken.split("."), refreshToken.slice(3, 20), refreshToken.slice(-43)]) expect(said).not.toContain(part);
    }
  });

  test("a listener that throws decides nothing", async () => {
    const to = issuing({
      onEvent: () => {
        throw new Error("listener");
      },
    });
    expect((await refreshed(to, await signedIn(to))).subject).toBe("u1");
  });

  test("S-139 a token response is JSON that nobody keeps", async () => {
    const to = issuing();
    const pair = await signedIn(to);
    const response = tokenResponse(pair);
    expect([response.status, response.headers.get("content-type"), response.headers.get("cache-control")]).toEqual([
      200,
      "application/json",
      "no-store",
    ]);
    const { accessToken: access_token, refreshToken: refresh_token } = pair;
    expect(await response.json()).toEqual({
      access_token,
      token_type: "Bearer",
      expires_in: 900,
      refresh_token,
      refresh_expires_in: 1_209_600,
      scope: "read write",
    });
    const alone = issued(await to.auth.issue("u1", { scopes: [] }));
    expect(await tokenResponse(alone).json()).toEqual({ access_token: alone.accessToken, token_type: "Bearer", expires_in: 900 });
  });
});
