import { apiKeyCookie, csrfToken, sameOrigin, scheme, type SecurityEvent } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf, type Application } from "../application.js";
import { crossSite } from "../answers.js";
import { expectRefusal, only } from "../check.js";
import type { AdapterHarness } from "../harness.js";

const key = new Uint8Array(32).fill(7);
const csrf = csrfToken({ key });
const session = apiKeyCookie({ name: "session", csrf, verify: (id) => ({ id }) });

async function sessionApplication(harness: AdapterHarness, events: SecurityEvent[] = []): Promise<Application> {
  return applicationOf(
    harness,
    ({ secure, route }) => {
      route(
        "POST",
        "/",
        secure({ session }, ({ session }) => session.id),
      );
      route(
        "GET",
        "/token",
        secure({ session }, ({ session }) => csrf.issue(session.id)),
      );
    },
    { onEvent: (event) => void events.push(event) },
  );
}

const post = (app: Application, ...fields: string[]) => app.send({ method: "POST", target: "/", fields });

export function describeCrossSite(harness: AdapterHarness): void {
  describe("requests of other sites", () => {
    test("S-260 I6 a token of the session lets in who says nothing of where they come from, and nobody else", async () => {
      await using app = await sessionApplication(harness);
      const token = JSON.parse((await app.get("/token", "Cookie: session=alice")).body) as string;
      expect(token).toMatch(/^[0-9a-f]{32}\.[0-9a-f]{64}$/);
      const line = `X-CSRF-Token: ${token}`;
      expect((await post(app, "Cookie: session=alice", line)).body).toBe('"alice"');
      for (const fields of [
        ["Cookie: session=bob", line],
        ["Cookie: session=alice", line.slice(0, -1)],
        ["Cookie: session=alice", `${line}0`],
        ["Cookie: session=alice", line.toUpperCase()],
        ["Cookie: session=alice", "X-CSRF-Token:"],
        ["Cookie: session=alice", line, line],
        ["Cookie: session=alice", `X-CSRF-Token: ${await csrfToken({ key: new Uint8Array(32) }).issue("alice")}`],
        ["Cookie: session=alice", line, "Origin: https://evil.test"],
        ["Cookie: session=alice", line, "Origin: null"],
        ["Cookie: session=alice", line, "Sec-Fetch-Site: cross-site"],
        ["Cookie: session=alice", line, "Sec-Fetch-Site: same-site"],
        ["Cookie: session=alice", `Cookie: csrf=${token}`],
      ]) {
        const response = await post(app, ...fields);
        expect([response.status, response.body], fields.join()).toEqual([403, crossSite.body]);
        expectRefusal(response);
      }
      expect((await post(app, "Cookie: session=alice; session=bob", line)).status).toBe(400);
      expect((await post(app, line)).status).toBe(401);
    });

    test("S-255 S-315 the operator hears which of them it was", async () => {
      const events: SecurityEvent[] = [];
      await using app = await sessionApplication(harness, events);
      for (const line of ["X-A: b", "Origin: https://evil.test", "Origin: null", "Sec-Fetch-Site: same-site", "X-CSRF-Token: a"]) {
        await post(app, "Cookie: session=alice", line);
      }
      expect(events.map(({ type, status, code, schemes }) => [type, status, code, schemes.join()])).toEqual(
        ["no_origin", "foreign_origin", "foreign_origin", "foreign_site", "bad_csrf_token"].map((code) => [
          "rejected",
          403,
          code,
          "APIKeyCookie",
        ]),
      );
      expect(JSON.stringify(events)).not.toMatch(/alice|evil/);
    });

    test("S-255 a scheme of one's own that reads a cookie is held to our own pages as well", async () => {
      const signed = scheme({
        schemeName: "Signed",
        openapi: { type: "apiKey", in: "cookie", name: "signed" },
        challenge: ({ realm }) => ({ scheme: "Signed", parameters: { realm } }),
        read: (request) => request.cookie("signed")[0] as string,
        verify: (text) => ({ text }),
      });
      await using app = await applicationOf(harness, ({ secure, route }) =>
        route(
          "POST",
          "/",
          secure({ signed }, ({ signed }) => signed.text),
        ),
      );
      expect((await post(app, "Cookie: signed=a")).status).toBe(403);
      expect((await post(app, "Cookie: signed=a", "Sec-Fetch-Site: same-origin")).body).toBe('"a"');
      expect((await post(app)).status).toBe(401);
    });

    test("S-256 sameOrigin keeps other sites from an open route too, and secures none by itself", async () => {
      let reached = 0;
      await using app = await applicationOf(harness, ({ secure, route }) => {
        route(
          "POST",
          "/",
          secure.open({ own: sameOrigin() }, ({ own }) => ((reached += 1), own)),
        );
        expect(() => secure({ own: sameOrigin() }, () => null)).toThrow("asks for no security");
        expect(() => secure.guard(sameOrigin())).toThrow("lets everybody pass");
      });
      const refused = await post(app, "Sec-Fetch-Site: cross-site");
      expect([refused.status, refused.body, only(refused, "www-authenticate"), reached]).toEqual([403, crossSite.body, undefined, 0]);
      expectRefusal(refused);
      expect((await post(app, "Sec-Fetch-Site: same-origin")).body).toBe("true");
    });
  });
}
