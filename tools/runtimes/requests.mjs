import { deepEqual, equal, match } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";

const challenged = {
  none: /^Bearer(?!.*error=)/,
  invalid: /^Bearer .*error="invalid_token"/,
  scope: /^Bearer .*error="insufficient_scope".*scope="write"/,
};

/** What each runtime is asked, in this order: a title, and what throws where the answer is another. */
export const requests = {
  "an open route": ({ ask }) => answers(ask("/health"), 200, { ok: true }),
  "local key, no token": ({ ask }) => refuses(ask("/user"), 401, challenged.none),
  "local key, a token": async ({ ask, local }) => answers(ask("/user", await local.mint()), 200),
  "local key, an expired token": async ({ ask, local }) => refuses(ask("/user", await local.mint({ exp: 1 })), 401, challenged.invalid),
  "local key, a stranger's token": async ({ ask, local, issuer }) => {
    const token = await issuer.mint({ iss: local.issuer });
    await refuses(ask("/user", token), 401, challenged.invalid);
  },
  "a form": ({ ask }) => answers(ask("/sign-in", undefined, "username=user"), 200),
  "a form that is not UTF-8, which bundlers let through if they can": async ({ ask }) => {
    const { status } = await ask("/sign-in", undefined, "username=user&other=%FF");
    equal(status, 400);
  },
  "optional, no token": ({ ask }) => answers(ask("/visitor"), 200, { sub: null }),
  "optional, a token": async ({ ask, local }) => answers(ask("/visitor", await local.mint()), 200),
  "optional, a bad token": ({ ask }) => refuses(ask("/visitor", "e30.e30.e30"), 401, challenged.invalid),
  "scoped, without the scope": async ({ ask, local }) =>
    refuses(ask("/writer", await local.mint({ scope: "read" })), 403, challenged.scope),
  "scoped, with the scope": async ({ ask, local }) => answers(ask("/writer", await local.mint({ scope: "read write" })), 200),
  "an issuer, 20 at once: its keys are fetched once": async ({ ask, issuer }) => {
    const token = await issuer.mint();
    await Promise.all(Array.from({ length: 20 }, () => answers(ask("/issued", token), 200)));
    equal(issuer.requests("jwks").length, 1);
  },
  "an issuer, no token": ({ ask }) => refuses(ask("/issued"), 401, challenged.none),
  "an issuer, another's token": async ({ ask, issuer, moved }) => {
    const token = await moved.mint({ iss: issuer.issuer });
    await refuses(ask("/issued", token), 401, challenged.invalid);
  },
  "an issuer, without the scope": async ({ ask, issuer }) => refuses(ask("/issuedWriter", await issuer.mint()), 403, challenged.scope),
  "an issuer, with the scope": async ({ ask, issuer }) => answers(ask("/issuedWriter", await issuer.mint({ scope: "write" })), 200),
  "keys behind a redirect are not followed: 503": async ({ ask, moved }) => {
    const { status } = await ask("/elsewhere", await moved.mint());
    deepEqual([status, moved.requests().length], [503, 1]);
  },
  "keys that are fetched anew behind a request, and then needed": renewal,
};

/** A runtime may drop what a request left running: whoever needs it next must not wait for ever. */
async function renewal({ ask, aging }) {
  const token = await aging.mint();
  for (const pause of [0, 1_300, 50, 2_400]) {
    await delay(pause);
    await answers(ask("/renewed", token), 200);
  }
  // Where the fetch behind a request is dropped with it, it need not have reached the issuer.
  match(String(aging.requests("jwks").length), /^[23]$/);
}

async function answers(asked, status, body = { sub: "user" }) {
  const response = await asked;
  const text = await response.text();
  equal(response.status, status, text);
  deepEqual(JSON.parse(text), body);
}

async function refuses(asked, status, challenge) {
  const response = await asked;
  equal(response.status, status);
  match(response.headers.get("www-authenticate") ?? "", challenge);
  equal((await response.json()).status, status);
}
