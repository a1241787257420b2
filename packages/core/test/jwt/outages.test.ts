import { describe, expect, test } from "vitest";
import { bearer, UnavailableError } from "../../src/index.js";
import { allowInsecureHttp, jwks, type KeySource } from "../../src/jwt/index.js";
import { ask, fakeSecurity } from "../adapt/fake-framework.js";
import { json, keyServer, published, type KeyServer } from "./key-server.js";
import { answer, mint, pairOf, verdict, verifierOf, type Verifier } from "./tokens.js";

const [one, two] = [await pairOf("ES256", "one"), await pairOf("ES256", "two")];
const algorithms = ["ES256", "RS256"] as const;
const verifierFrom = (keys: KeySource, options: object = {}): Verifier => verifierOf([], { keys, algorithms, ...options });

/** Ways in which a server gives no keys. */
const outages: readonly (readonly [string, (server: KeyServer) => unknown])[] = [
  ["500", (server) => (server.answer = (response) => response.writeHead(500).end("{}"))],
  ["404", (server) => (server.answer = (response) => response.writeHead(404).end())],
  [
    "201",
    (server) =>
      (server.answer = (response) =>
        response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify({ keys: [published(one)] }))),
  ],
  [
    "302",
    (server) =>
      (server.answer = (response, { url }) =>
        url === "/other" ? json({ keys: [published(one)] })(response, {} as never) : response.writeHead(302, { location: "/other" }).end()),
  ],
  ["307", (server) => (server.answer = (response) => response.writeHead(307, { location: server.url }).end())],
  ["an empty set", (server) => server.publish()],
  ["nothing", (server) => (server.answer = json(""))],
  ["a closed connection", (server) => (server.answer = (response) => response.destroy())],
  [
    "half a set",
    (server) =>
      (server.answer = (response) => (
        response.writeHead(200, { "content-type": "application/json" }).write('{"keys":['),
        setTimeout(() => response.destroy(), 5)
      )),
  ],
  ["HTML", (server) => (server.answer = json("<html>sign in</html>", "text/html"))],
  ["HTML that says that it is JSON", (server) => (server.answer = json("<html></html>"))],
  ["a set without a type", (server) => (server.answer = (response) => response.end(JSON.stringify({ keys: [published(one)] })))],
  ["a set as text", (server) => (server.answer = json({ keys: [published(one)] }, "text/plain"))],
  ["an array", (server) => (server.answer = json([published(one)]))],
  ["keys that are no list", (server) => (server.answer = json({ keys: { 0: published(one) } }))],
  ["a key that is no object", (server) => (server.answer = json({ keys: [published(one), "key"] }))],
  ["keys twice", (server) => (server.answer = json(`{"keys":[],"keys":[${JSON.stringify(published(one))}]}`))],
  ["a byte order mark", (server) => (server.answer = json(`\uFEFF${JSON.stringify({ keys: [published(one)] })}`))],
  ["5 MB", (server) => (server.answer = json({ keys: [published(one)], filler: "x".repeat(5_000_000) }))],
  ["101 keys", (server) => (server.answer = json({ keys: Array.from({ length: 101 }, (_, kid) => published(one, { kid: String(kid) })) }))],
  ["10,000 small keys", (server) => (server.answer = json({ keys: Array.from({ length: 10_000 }, () => ({})) }))],
  [
    "a compressed bomb",
    (server) =>
      (server.answer = (response) =>
        response.writeHead(200, { "content-type": "application/json", "content-encoding": "identity" }).end(" ".repeat(1_000_000))),
  ],
];

test("S-288 a source that never settles is 503 at the time-out, and the next request asks it again", async () => {
  let asked = 0;
  const keys: KeySource = { find: () => ((asked += 1), asked === 1 ? new Promise(() => {}) : [one]) };
  const handler = fakeSecurity({ timeout: 20 })({ token: bearer(verifierFrom(keys)) }, () => "in");
  const line = `Authorization: Bearer ${await mint(one)}`;
  expect([(await ask(handler, line)).status, (await ask(handler, line)).status]).toEqual([503, 200]);
});

describe("outages", () => {
  test.each(outages)(
    "S-122 S-125 S-126 J14 J15 %s: 503, never 401; one fetch per step of the back-off; well again afterwards",
    async (_, breakDown) => {
      const server = await keyServer();
      breakDown(server);
      const verifier = verifierFrom(server.source());
      const token = await mint(one);
      expect((await answer(verifier, token)).status).toBe(503);
      const verdicts = await Promise.allSettled(Array.from({ length: 100 }, () => verdict(verifier, token)));
      expect(verdicts.every(({ status }) => status === "rejected")).toBe(true);
      expect(server.hits).toBe(1);
      for (const [step, wait] of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].entries()) {
        server.time += wait - 1;
        await verdict(verifier, token).catch(() => undefined);
        expect(server.hits).toBe(step + 1);
        server.time += 1;
        await Promise.allSettled(Array.from({ length: 10 }, () => verdict(verifier, token)));
        expect(server.hits).toBe(step + 2);
      }
      server.publish(published(one));
      server.time += 30_000;
      expect(await verdict(verifier, token)).toBe("granted");
      expect(server.hits).toBe(9);
    },
  );

  test.each([
    ["nothing is sent", () => undefined],
    [
      "bytes drip",
      (server: KeyServer) =>
        (server.answer = (response) => {
          response.writeHead(200, { "content-type": "application/json" });
          const timer = setInterval(() => response.write(" "), 10);
          response.on("close", () => clearInterval(timer));
        }),
    ],
  ])("S-126 %s: given up in time, and well again afterwards", async (_, breakDown) => {
    const server = await keyServer();
    server.answer = () => undefined;
    breakDown(server);
    const verifier = verifierFrom(server.source({ timeout: 100 }));
    const started = performance.now();
    await expect(verdict(verifier, await mint(one))).rejects.toThrow(/100 ms/);
    expect(performance.now() - started).toBeLessThan(1_000);
    server.publish(published(one));
    server.time += 1_000;
    expect(await verdict(verifier, await mint(one))).toBe("granted");
  });

  test("S-122 the back-off is counted from when a fetch failed, so that a slow failure is not asked at every request", async () => {
    let [now, fetches] = [1_800_000_000_000, 0];
    const slow: typeof fetch = async () => {
      fetches += 1;
      now += 5_000;
      return new Response("out of order", { status: 500 });
    };
    const source = jwks("https://slow.example/keys", { fetch: slow, clock: () => now });
    const ask = () => Promise.resolve(source.find({ alg: "ES256", kid: "one" })).catch((fault: unknown) => fault);
    for (const [step, wait] of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].entries()) {
      await ask();
      expect(fetches).toBe(step + 1);
      now += wait - 1;
      expect(await ask()).toMatchObject({ name: "UnavailableError", retryAfter: 1 });
      expect(fetches).toBe(step + 1);
      now += 1;
    }
  });

  test("a lost fetch that fails after a later one began is not counted", async () => {
    let now = 1_800_000_000_000;
    const failed = Promise.withResolvers<Response>();
    const answers = [failed.promise, Promise.resolve(Response.json({ keys: [published(one)] }))];
    const source = jwks("https://lost-late.example/keys", { fetch: async () => answers.shift() ?? Response.error(), clock: () => now });
    const lost = Promise.resolve(source.find({ alg: "ES256", kid: "one" }));
    now += 5_001;
    expect(await source.find({ alg: "ES256", kid: "one" })).toHaveLength(1);
    failed.reject(new Error("late"));
    expect(await lost).toHaveLength(1);
    expect(await source.find({ alg: "ES256", kid: "two" })).toEqual([]);
  });

  test("who waits for a fetch that fails after a later one began is answered 503: whether the key exists is not known", async () => {
    let now = 1_800_000_000_000;
    const [early, later] = [Promise.withResolvers<Response>(), Promise.withResolvers<Response>()];
    const answers = [early.promise, later.promise];
    const source = jwks("https://superseded.example/keys", { fetch: async () => answers.shift() ?? Response.error(), clock: () => now });
    const first = Promise.resolve(source.find({ alg: "ES256", kid: "one" }));
    now += 5_001;
    const second = Promise.resolve(source.find({ alg: "ES256", kid: "one" }));
    early.reject(new Error("late"));
    await expect(first).rejects.toMatchObject({ name: "UnavailableError" });
    later.resolve(Response.json({ keys: [published(one)] }));
    expect(await second).toHaveLength(1);
  });

  test("S-126 a fetch that does not listen to its signal is given up too", async () => {
    const server = await keyServer();
    const source = server.source({ timeout: 20, fetch: () => new Promise(() => undefined) });
    await expect(source.find({ alg: "ES256", kid: "one" })).rejects.toThrow(/20 ms/);
  });

  test("a fetch of one's own is used, and its faults are outages", async () => {
    const asked: unknown[] = [];
    const own: typeof fetch = async (url, init) => {
      asked.push(url, init?.redirect);
      return Response.json({ keys: [published(one)] });
    };
    expect(await jwks("https://issuer.example/k#x", { fetch: own }).find({ alg: "ES256", kid: "one" })).toHaveLength(1);
    expect(asked).toEqual(["https://issuer.example/k", "manual"]);
    const broken = jwks("https://issuer.example/k", { fetch: () => Promise.reject("no error") });
    await expect(broken.find({ alg: "ES256", kid: "one" })).rejects.toThrow(/the fetch failed/);
    const empty = jwks("https://issuer.example/k", {
      fetch: async () => new Response(null, { headers: { "content-type": "application/json" } }),
    });
    await expect(empty.find({ alg: "ES256", kid: "one" })).rejects.toThrow(/no JWK set/);
  });

  test("S-127 with warm keys valid tokens stay 200 up to the stale limit, then it is 503", async () => {
    const server = await keyServer(published(one));
    const verifier = verifierFrom(server.source());
    const token = await mint(one);
    expect(await verdict(verifier, token)).toBe("granted");
    const start = server.time;
    server.answer = (response) => response.writeHead(500).end();
    for (let minute = 1; minute <= 60; minute += 1) {
      server.time = start + minute * 60_000;
      expect(await verdict(verifier, token)).toBe("granted");
    }
    server.time = start + 3_600_001;
    expect((await answer(verifier, token)).status).toBe(503);
    server.publish(published(one));
    server.time += 30_000;
    expect(await verdict(verifier, token)).toBe("granted");
  });

  test("while the server is down nobody knows whether an unknown key exists: 503, not 401; known ones serve", async () => {
    const server = await keyServer(published(one));
    const verifier = verifierFrom(server.source());
    expect(await verdict(verifier, await mint(one))).toBe("granted");
    server.answer = (response) => response.writeHead(500).end();
    server.time += 30_000;
    await expect(verdict(verifier, await mint(two))).rejects.toBeInstanceOf(UnavailableError);
    await expect(verdict(verifier, await mint(two))).rejects.toBeInstanceOf(UnavailableError);
    expect(await verdict(verifier, await mint(one))).toBe("granted");
    expect(server.hits).toBe(2);
  });

  test("the answer says when to come back, and names the address without its query", async () => {
    const server = await keyServer();
    server.answer = (response) => response.writeHead(500).end();
    const source = jwks(`${server.url}?api-key=hidden`, { [allowInsecureHttp]: true, clock: () => server.time });
    for (const retryAfter of [1, 2, 4]) {
      const fault = await Promise.resolve(source.find({ alg: "ES256", kid: "one" })).catch((error: unknown) => error);
      expect(fault).toMatchObject({ retryAfter });
      expect(String(fault)).toContain("the status was 500");
      expect(String(fault)).not.toContain("hidden");
      server.time += retryAfter * 1_000;
    }
  });

  test("a clock that is set back neither keeps old keys for ever nor stops fetches", async () => {
    const server = await keyServer(published(one));
    const source = server.source();
    await source.find({ alg: "ES256", kid: "one" });
    server.time -= 5_000;
    expect(await source.find({ alg: "ES256", kid: "one" })).toHaveLength(1);
    expect(server.hits).toBe(1);
    server.time -= 86_400_000;
    server.publish(published(two));
    expect(await source.find({ alg: "ES256", kid: "one" })).toEqual([]);
    expect(server.hits).toBe(2);
  });
});
