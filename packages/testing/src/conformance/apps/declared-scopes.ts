import { oauth2PasswordBearer, provider, scoped, SecurityScopes } from "@ampoule/core";
import type { Application } from "./application.js";

const wanted = ["a", "b"] as const;

/** Whoever brings a token may do everything: what the routes demand is the question here, and not what the token holds. */
const accessToken = oauth2PasswordBearer({
  tokenUrl: "token",
  scopes: { a: "The first", b: "The second" },
  verify: (token) => ({ token, scopes: wanted }),
});

/** A dependency that lets nobody pass unless its use demands two scopes. */
export const declaredScopes: Application = ({ secure, route, details }) => {
  const guard = provider({ access: accessToken, demanded: SecurityScopes }, ({ access, demanded: { scopes } }, { request }) =>
    wanted.every((scope) => scopes.includes(scope)) ? { token: access.token, scopes } : details.reject(request, "a or b not in scopes"),
  );
  route(
    "GET",
    "/param",
    secure({ given: scoped(guard, "a", "b") }, ({ given }) => given),
  );
  route(
    "GET",
    "/effect-with",
    secure({ _: scoped(guard, "a", "b") }, () => ({ status: "ok" })),
  );
  route(
    "GET",
    "/effect-without",
    secure({ _: guard }, () => ({ status: "ok" })),
  );
};
