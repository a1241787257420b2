import { bearer, narrow, rejected, UnavailableError } from "@ampoule/core";
import type { CorsOptions } from "@ampoule/core/adapter";
import type { RawResponse } from "../../raw-http.js";
import { applicationOf, type Application, type ApplicationOptions } from "../application.js";
import { only } from "../check.js";
import type { AdapterHarness, Router } from "../harness.js";

export const page = "https://app.test";
export const origin = (text: string) => `Origin: ${text}`;
export const alice = "Authorization: Bearer alice";
export const policy: CorsOptions = {
  origins: [page, "https://*.partner.test"],
  credentials: true,
  methods: ["GET", "PUT"],
  headers: ["Authorization", "Content-Type"],
  exposed: ["WWW-Authenticate", "DPoP-Nonce"],
  maxAge: 60,
};
/** Every answer that an application gives by itself, with a credential. */
export const statuses = {
  "/open": 200,
  "/me": 200,
  "/admin": 403,
  "/often": 429,
  "/down": 503,
  "/fault": 500,
  "/provider": 500,
  "/nowhere": 404,
};

const token = bearer((sub) => ({ sub }));
const often = bearer(() => rejected("often", { retryAfter: 5 }));
const down = bearer((): { sub: string } => {
  throw new UnavailableError("down");
});
const broken = bearer((): { sub: string } => {
  throw new Error("broken");
});

function addRoutes({ secure, route }: Router, reached: () => void): void {
  const nobody = narrow(token, "nobody", (claims): claims is never => claims === undefined);
  const handlers = {
    "/open": secure.open(() => null),
    "/me": secure({ token }, () => (reached(), null)),
    "/admin": secure({ nobody }, () => null),
    "/often": secure({ often }, () => null),
    "/down": secure({ down }, () => null),
    "/provider": secure({ broken }, () => null),
    "/fault": secure.open(() => Promise.reject(new Error("mine"))),
    "/own": secure.open(() => {
      const fields = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Credentials": "yes",
        "Access-Control-Expose-Headers": "X-A",
      };
      return new Response("own", { headers: { ...fields, Vary: "Accept-Encoding, oRiGiN" } });
    }),
    "/varying": secure.open(() => new Response("own", { headers: { Vary: "Accept-Encoding" } })),
    "/every-way": secure.open(() => new Response("own", { headers: { Vary: "*" } })),
  };
  for (const [path, handler] of Object.entries(handlers)) route("GET", path, handler);
  route(
    "ALL",
    "/any",
    secure({ token }, () => (reached(), null)),
  );
}

/** An application with these routes below a policy, and how often its handlers ran. */
export async function sharing(
  harness: AdapterHarness,
  options: CorsOptions | undefined,
  others: ApplicationOptions = {},
): Promise<Application & { readonly reached: () => number }> {
  let reached = 0;
  const application = await applicationOf(
    harness,
    (router) => {
      if (options !== undefined) router.first(router.secure.cors(options));
      addRoutes(router, () => (reached += 1));
    },
    others,
  );
  return { ...application, reached: () => reached };
}

/** What browsers are told: each field once, by its name without `access-control-`. */
export function told(response: RawResponse): Readonly<Record<string, string | undefined>> {
  const names = response.fields.map(([name]) => name).filter((name) => name.startsWith("access-control-") || name === "vary");
  return Object.fromEntries(names.map((name) => [name.replace("access-control-", ""), only(response, name)]));
}

export const readable = {
  "allow-origin": page,
  "allow-credentials": "true",
  "expose-headers": "WWW-Authenticate, DPoP-Nonce",
  vary: "Origin",
};

export function preflight(app: Application, target: string, ...fields: string[]): Promise<RawResponse> {
  return app.send({
    method: "OPTIONS",
    target,
    fields: [...fields, "Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: x-a"],
  });
}
