import { bearer, rejected, UnavailableError, type Problem, type SecurityEvent } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { applicationOf, type Application, type ApplicationOptions } from "../application.js";
import { expectRefusal } from "../check.js";
import type { AdapterHarness } from "../harness.js";

const alice = "Authorization: Bearer alice";
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

interface Watched extends Application {
  readonly events: SecurityEvent[];
}

async function watched(harness: AdapterHarness, requestId: ApplicationOptions["requestId"]): Promise<Watched> {
  const events: SecurityEvent[] = [];
  const token = bearer((text) => (text === "alice" ? { sub: text } : rejected("bad")));
  const down = bearer((): { sub: string } => {
    throw new UnavailableError("down");
  });
  const app = await applicationOf(
    harness,
    ({ secure, route, use }) => {
      route(
        "GET",
        "/down",
        secure({ down }, () => null),
      );
      use("/", secure.guard(token));
      route(
        "GET",
        "/me",
        secure({ token }, ({ token }) => token.sub),
      );
    },
    { onEvent: (event) => void events.push(event), ...(requestId && { requestId }) },
  );
  return { ...app, events };
}

const idIn = (body: string) => (JSON.parse(body) as Problem).requestId;

export function describeRequestIds(harness: AdapterHarness): void {
  describe("S0-18 what a request is called", () => {
    test("stands in the body of a refusal and in every event, the same in all that one request comes to", async () => {
      await using app = await watched(harness, (request) => request.header("x-request-id")[0]);
      const refused = await app.get("/me", "X-Request-Id: req-1");
      expect([refused.status, idIn(refused.body)]).toEqual([401, "req-1"]);
      expectRefusal(refused);
      expect(idIn((await app.get("/down", alice, "X-Request-Id: req-2")).body)).toBe("req-2");
      expect((await app.get("/me", alice, "X-Request-Id: req-3")).body).toBe('"alice"');
      expect(app.events.map(({ type, requestId }) => [type, requestId])).toEqual([
        ["absent", "req-1"],
        ["unavailable", "req-2"],
        ["granted", "req-3"],
        ["granted", "req-3"],
      ]);
    });

    test.each<[string, ApplicationOptions["requestId"]]>([
      ["nothing", () => undefined],
      ["what a client could forge a log line with", () => "a b\nLOG granted"],
      ["what is too long", () => "a".repeat(129)],
      ["nothing but an error", () => fail()],
      ["it later, and fails then", (() => Promise.reject(new Error("the application's"))) as never],
    ])("is made up where the application says %s, another one for each request", async (_, requestId) => {
      await using app = await watched(harness, requestId);
      const ids = [idIn((await app.get("/me")).body), idIn((await app.get("/me")).body)];
      for (const id of ids) expect(id).toMatch(uuid);
      expect(new Set(ids).size).toBe(2);
      expect(app.events.map(({ type, requestId: told }) => [type, told])).toEqual(ids.map((id) => ["absent", id]));
      await app.get("/me", alice);
      expect(app.events[2]?.requestId).toMatch(uuid);
      expect(app.events[3]?.requestId).toBe(app.events[2]?.requestId);
    });

    test("is said nowhere where the application wants none", async () => {
      await using app = await watched(harness, undefined);
      const { body } = await app.get("/me", "X-Request-Id: req-1");
      expect(Object.keys(JSON.parse(body) as Problem)).toEqual(["type", "title", "status", "detail", "code"]);
      expect(app.events.map(({ requestId }) => requestId)).toEqual([undefined]);
    });
  });
}

function fail(): never {
  throw new Error("the application's");
}
