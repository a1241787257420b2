import { basic, bearer } from "@ampoule/core";
import { fieldsOf } from "@ampoule/testing";
import { describe, expect, test } from "vitest";
import { bcryptHasher, hashingQueue, passwords, type PasswordHasher } from "../../src/index.js";
import { frameworks, serve } from "./frames.js";

/** Counts how many checks of a hasher run at once, and keeps each from ending until the test says so. */
function watched(hasher: PasswordHasher) {
  const seen = { running: 0, most: 0, all: 0 };
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const verify: PasswordHasher["verify"] = async (...given) => {
    seen.all += 1;
    seen.most = Math.max(seen.most, (seen.running += 1));
    const [check] = await Promise.all([hasher.verify(...given), released]);
    seen.running -= 1;
    return check;
  };
  const { longest, decoy } = hasher;
  const watching: PasswordHasher = {
    longest,
    decoy,
    verify,
    accepts: (stored) => hasher.accepts(stored),
    hash: (password) => hasher.hash(password),
  };
  return { seen, watching, release };
}

describe.each(frameworks)("200 sign-ins at once, at bcrypt's cost of 12, on %s", (framework) => {
  test(
    "S-231 D14 as many run and wait as may; the others get 503 with Retry-After; tokens and open routes are answered meanwhile",
    { timeout: 60_000 },
    async () => {
      const { seen, watching, release } = watched(bcryptHasher());
      const queue = hashingQueue({ concurrency: 3, length: 3, retryAfter: 7 });
      const checked = passwords({ hasher: watching, queue });
      const account = basic({
        verify: ({ username, password }, { signal }) => checked.authenticate(() => undefined, username, password, { signal }),
      });
      const token = bearer((text) => text === "token" && { sub: "alice" });
      await using app = await serve(framework, (secure) => ({
        "get /basic": secure({ me: account }, () => "in"),
        "get /token": secure({ me: token }, ({ me }) => me.sub),
        "get /open": secure.open(() => "open"),
      }));

      const credentials = [`Authorization: Basic ${Buffer.from("nobody:password").toString("base64")}`];
      const refused = Promise.withResolvers<void>();
      let count = 0;
      const signIns = Array.from({ length: 200 }, async () => {
        const answer = await app.ask("GET /basic", credentials);
        if (answer.status === 503 && (count += 1) === 194) refused.resolve();
        return answer;
      });
      await refused.promise;
      expect([queue.running, queue.waiting, seen.all]).toEqual([3, 3, 3]);
      const others = [await app.ask("GET /token", ["Authorization: Bearer token"]), await app.ask("GET /open")];
      expect(others.map(({ status, body }) => [status, JSON.parse(body)])).toEqual([
        [200, "alice"],
        [200, "open"],
      ]);

      release();
      const answers = await Promise.all(signIns);
      const full = answers.filter(({ status }) => status === 503);
      expect([full.length, answers.filter(({ status }) => status === 401).length]).toEqual([194, 6]);
      expect(new Set(full.flatMap((answer) => fieldsOf(answer, "retry-after")))).toEqual(new Set(["7"]));
      expect([seen.all, seen.most, queue.running, queue.waiting]).toEqual([6, 3, 0, 0]);
    },
  );
});
