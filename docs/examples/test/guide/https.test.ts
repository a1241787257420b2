import "reflect-metadata";
import { once } from "node:events";
import { type IncomingMessage, type RequestListener } from "node:http";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { getRequestListener } from "@hono/node-server";
import type { HttpsOptions } from "@ampoule/core";
import { describe, expect, test } from "vitest";
import { app as expressApp } from "../../src/guide/https/express.js";
import { app as honoApp } from "../../src/guide/https/hono.js";
import { app as koaApp } from "../../src/guide/https/koa.js";
import { behindProxy, onPlatform, policyOf } from "../../src/guide/https/policy.js";
import { onExpress } from "./express.js";
import { fieldsOf, listening } from "./listening.js";

const koa = koaApp.callback();
const hono = getRequestListener(honoApp.fetch);
const frameworks: readonly (readonly [string, RequestListener])[] = [
  ["express", expressApp],
  ["koa", (request, response) => void koa(request, response)],
  ["hono", (request, response) => void hono(request, response)],
];
const alice = `Basic ${btoa("alice:wonderland")}`;
const psk = Buffer.alloc(32, 7);
const tls = { ciphers: "PSK", maxVersion: "TLSv1.2" } as const;

/** Asks over real TLS, by a key that both sides have. */
async function overTls(listener: RequestListener, headers: Readonly<Record<string, string>>): Promise<IncomingMessage & { text: string }> {
  const server = createServer({ ...tls, pskCallback: () => psk, pskIdentityHint: "guide" }, listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const client = { ...tls, pskCallback: () => ({ psk, identity: "guide" }), checkServerIdentity: () => undefined };
  const asked = request({ ...client, host: "127.0.0.1", port, path: "/me", headers, agent: false }).end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  const body = await text(response);
  server.close();
  return Object.assign(response, { text: body });
}

describe.each(frameworks)("S4-56 https on %s", (_, listener) => {
  test("S0-21 a password that comes in the clear is refused, and is not looked at", async () => {
    await using app = await listening(listener);
    const answer = await app.ask("GET /me", `Authorization: ${alice}`, "X-Forwarded-Proto: https");
    expect([answer.status, answer.challenge, answer.body]).toMatchObject([403, "", { code: "https_required" }]);
    expect(fieldsOf(answer.response, "strict-transport-security")).toEqual([]);
    expect(fieldsOf(answer.response, "location")).toEqual([]);
  });

  test("S2-52 over TLS it is, and the browser hears to stay there; a refusal says so too", async () => {
    const known = await overTls(listener, { authorization: alice });
    const unknown = await overTls(listener, {});
    expect([known.statusCode, JSON.parse(known.text), unknown.statusCode]).toEqual([200, { name: "alice" }, 401]);
    for (const { headers } of [known, unknown]) expect(headers["strict-transport-security"]).toBe("max-age=300");
  });
});

describe("whom the guide believes", () => {
  const production = policyOf({ rules: "production", trustedProxies: ["127.0.0.1"] });
  const development = policyOf({ rules: "development", trustedProxies: [] });
  test.each<[string, HttpsOptions, string, number]>([
    ["its proxy", production, "X-Forwarded-Proto: https", 200],
    ["not what its proxy does not say", production, "X-Other: 1", 403],
    ["nobody else's", behindProxy({ trustedProxies: ["10.0.0.0/8"] }), "X-Forwarded-Proto: https", 403],
    ["its platform", onPlatform, "X-ARR-SSL: 2048", 200],
    ["not what the platform does not say", onPlatform, "X-Forwarded-Proto: https", 403],
    ["this machine, in development", development, "X-Other: 1", 200],
    ["and no proxy there", development, "X-Forwarded-For: 192.0.2.1", 403],
  ])("%s", async (_, options, field, status) => {
    await using app = await onExpress((app, secure) => {
      app.use(secure.https(options));
      app.get(
        "/",
        secure.open(() => null),
      );
    });
    expect((await app.ask("GET /", field)).status).toBe(status);
  });
});
