import { clientAddress, signingKeys, throttle, throttled, tokenEndpoint, tokens, memoryStore, type Throttle } from "@ampoule/accounts";
import { basic } from "@ampoule/core";
import { Accounts } from "../passwords/accounts.js";

// #region throttle
const guesses = throttle();

export const signIn = throttled(
  ({ username, password }, { resolve, signal, request }) =>
    resolve(Accounts).authenticate(username, password, { signal, client: guesses.client(request) }),
  guesses,
);
// #endregion throttle

const auth = tokens({
  issuer: "https://example.com",
  audience: "https://api.example.com",
  keys: signingKeys({ environment: {} }),
  store: memoryStore(),
  account: (id: string) => ({ id }),
});

// #region doors
export const byBasic = basic({ verify: signIn });
export const token = tokenEndpoint({ tokens: auth, authenticate: signIn });
// #endregion doors

// #region proxy
export const behindProxy = throttle({
  client: clientAddress({ trustedProxies: ["10.0.0.0/8"], header: "x-forwarded-for" }),
});
// #endregion proxy

// #region platform
export const onWorkers = throttle({ client: (request) => request.header("cf-connecting-ip")[0] });
// #endregion platform

// #region limits
export const strict: Throttle = throttle({
  limits: {
    pair: { attempts: 3, seconds: 600 },
    account: { attempts: 50, seconds: 3_600 },
    client: { attempts: 30, seconds: 3_600 },
  },
});
// #endregion limits
