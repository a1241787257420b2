import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { basic, bearer, narrow, provider, rejected, scoped, UnavailableError, type SecurityEvent } from "@ampoule/core";
import { eventChannel } from "@ampoule/core/adapter";
import { describe, expect, test } from "vitest";
import { applicationOf } from "../application.js";
import type { AdapterHarness } from "../harness.js";
import { basicLine } from "../table.js";
import { alice, token, type Claims } from "./reader.js";

export function describeEvents(harness: AdapterHarness): void {
  describe("events", () => {
    test("S-315 every decision is told, with time, method, route, scheme, subject and reason, and without a credential", async () => {
      const events: SecurityEvent[] = [];
      const published: unknown[] = [];
      // The channel is the process's: only this application lives at this time.
      const hear = (message: unknown) => void ((message as SecurityEvent).time === 1_000 && published.push(message));
      subscribe(eventChannel, hear);
      const user = basic({ verify: ({ username }) => rejected("wrong_password", { subject: username }) });
      const down = bearer((): Claims => {
        throw new UnavailableError("down");
      });
      const broken = bearer((): Claims => {
        throw new RangeError("broken");
      });
      await using app = await applicationOf(
        harness,
        ({ secure, route }) => {
          route(
            "GET",
            "/read",
            secure({ me: scoped(token, "read") }, () => null),
          );
          route(
            "GET",
            "/write/:id",
            secure({ me: scoped(token, "write") }, () => null),
          );
          route(
            "GET",
            "/admin",
            secure({ me: narrow(token, "admin", (claims): claims is Claims => claims.sub === "root") }, () => null),
          );
          route(
            "GET",
            "/basic",
            secure({ user }, () => null),
          );
          route(
            "GET",
            "/down",
            secure({ down }, () => null),
          );
          route(
            "GET",
            "/broken",
            secure({ broken }, () => null),
          );
        },
        { onEvent: (event) => void events.push(event), clock: () => 1_000 },
      );
      await app.get("/read", alice);
      await app.get("/read");
      await app.get("/read", "Authorization: Bearer s3cret");
      await app.get("/read", alice, alice);
      await app.get("/write/7?api_key=s3cret", alice);
      await app.get("/admin", alice);
      await app.get("/basic", basicLine("mallory:s3cret"));
      await app.get("/down", alice);
      await app.get("/broken", alice);
      unsubscribe(eventChannel, hear);
      const base = {
        time: 1_000,
        method: "GET",
        status: undefined,
        schemes: ["HTTPBearer"],
        code: undefined,
        scopes: [],
        subject: undefined,
      };
      expect(events).toEqual([
        { ...base, type: "granted", route: "GET /read", subject: "alice" },
        { ...base, type: "absent", route: "GET /read", status: 401 },
        { ...base, type: "rejected", route: "GET /read", status: 401, code: "no_value" },
        { ...base, type: "invalid_request", route: "GET /read", status: 400, code: "repeated_credential" },
        { ...base, type: "denied", route: "GET /write/:id", status: 403, code: "insufficient_scope", scopes: ["write"], subject: "alice" },
        { ...base, type: "denied", route: "GET /admin", status: 403, code: "admin", schemes: [], subject: "alice" },
        { ...base, type: "rejected", route: "GET /basic", status: 401, code: "wrong_password", schemes: ["HTTPBasic"], subject: "mallory" },
        { ...base, type: "unavailable", route: "GET /down", status: 503, code: "UnavailableError", schemes: [] },
        { ...base, type: "fault", route: "GET /broken", code: "RangeError", schemes: [] },
      ]);
      expect(published).toEqual(events);
      expect(JSON.stringify(events)).not.toMatch(/s3cret|good-alice/);
    });

    test("S-316 text that a client chose cannot forge a log line", async () => {
      const events: SecurityEvent[] = [];
      const user = bearer(() => rejected("no\r\nLOG granted", { subject: "eve\u001b[2J\u2028\u0000" + "x".repeat(500) }));
      await using app = await applicationOf(
        harness,
        ({ secure, route }) =>
          route(
            "GET",
            "/",
            secure({ user }, () => null),
          ),
        {
          onEvent: (event) => void events.push(event),
        },
      );
      await app.get("/", alice);
      for (const text of [events[0]?.subject ?? "", events[0]?.code ?? ""])
        // oxlint-disable-next-line no-control-regex -- none of these may be left
        expect(text).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]{1,200}$/);
    });

    test("a listener that throws changes nothing", async () => {
      const onEvent = () => {
        throw new Error("the log is full");
      };
      await using app = await applicationOf(
        harness,
        ({ secure, route }) =>
          route(
            "GET",
            "/",
            secure({ token }, () => "in"),
          ),
        { onEvent },
      );
      expect([(await app.get("/", alice)).status, (await app.get("/")).status, app.faults]).toEqual([200, 401, []]);
    });

    test("S-314 what reaches the application's error channel holds no credential", async () => {
      const broken = provider({ token }, () => Promise.reject(new Error("broken")));
      await using app = await applicationOf(harness, ({ secure, route }) =>
        route(
          "GET",
          "/",
          secure({ broken }, () => null),
        ),
      );
      await app.get("/", "Authorization: Bearer good-s3cret");
      expect(inspect(app.faults, { depth: 9, showHidden: true })).not.toContain("s3cret");
    });
  });
}
