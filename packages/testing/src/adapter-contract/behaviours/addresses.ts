import { provider, REQUEST } from "@ampoule/core";
import { expect, test } from "vitest";
import { applicationOf } from "../application.js";
import type { AdapterHarness } from "../harness.js";

const forged = ["X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.2", "X-Real-IP: 192.0.2.3", "X-Client-IP: 192.0.2.4"];

export function describeAddresses(harness: AdapterHarness): void {
  test("S-238 a request tells the address of its socket, and never one out of a field", async () => {
    const seen = provider({ request: REQUEST }, ({ request }) => ({ address: request.remoteAddress ?? null }));
    await using app = await applicationOf(harness, ({ secure, route }) =>
      route(
        "GET",
        "/",
        secure({ seen }, ({ seen }) => seen),
      ),
    );
    const address = harness.knowsAddresses === false ? null : "127.0.0.1";
    for (const fields of [[], forged]) expect(JSON.parse((await app.get("/", ...fields)).body)).toEqual({ address });
  });
}
