import { allowLoopback } from "@ampoule/core";
import { expect, test } from "vitest";
import { applicationOf } from "../application.js";
import type { AdapterHarness } from "../harness.js";
import { fieldsOf, sendBytes } from "../../raw-http.js";

export function describeHttpsLoopback(harness: AdapterHarness): void {
  test("allowLoopback lets this machine ask itself, and nobody for whom a proxy asks", async () => {
    await using app = await applicationOf(harness, ({ secure, route, first }) => {
      first(secure.https({ strictTransport: { maxAge: 300 }, [allowLoopback]: true }));
      route(
        "GET",
        "/plain",
        secure.open(() => null),
      );
    });
    const own = await app.get("/plain");
    expect([own.status, fieldsOf(own, "strict-transport-security")]).toEqual([200, []]);
    for (const field of [
      "X-Forwarded-For: 192.0.2.1",
      "X-Forwarded-Proto: http",
      "Forwarded: for=192.0.2.1",
      "Via: 1.1 edge",
      "X-Real-IP: 192.0.2.1",
    ])
      expect([field, (await app.get("/plain", field)).status]).toEqual([field, 403]);
    for (const [host, status] of [
      ["127.0.0.1:80", 200],
      ["[::1]", 200],
      ["app.example.com", 403],
      ["localhost.example.com", 403],
      ["localhost@evil.test", 403],
    ] as const) {
      const bytes = Buffer.from(`GET /plain HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, "latin1");
      const response = await sendBytes(app.port, bytes);
      // A server may refuse such a host before anybody sees it.
      expect([host, response.status === 400 ? 403 : response.status]).toEqual([host, status]);
    }
  });
}
