import { endpoint, map, openEndpoint, pathParameters, type Endpoint } from "@ampoule/core";
import type { Router } from "../harness.js";
import type { Refusal } from "./refusals.js";
import { plainToken } from "./secured-classes.js";

const signIn = endpoint("POST", { plainToken }, function signIn() {
  return "in";
});
const ownSignIn = openEndpoint("POST", {}, function ownSignIn() {
  return "own";
});
const asking = map(pathParameters("/tenants/:tenant/items/:id"), (path) => path.id);

function elsewhere(path: string): Refusal {
  const add = ({ secure, route }: Router) =>
    route(
      "GET",
      path,
      secure({ plainToken, asking }, () => "reached"),
    );
  return {
    title: `H3 parameters of another path than ${path}`,
    code: "invalid_option",
    words: [`GET ${path}`, '"/tenants/:tenant/items/:id"'],
    add,
  };
}

function unreached(title: string, add: (router: Router, first: Endpoint, second: Endpoint) => void): Refusal {
  return {
    title: `S-164 two endpoints, both for every method: ${title}`,
    code: "invalid_option",
    words: ["signIn (POST)", "ownSignIn (POST)", "/in"],
    add: (router) => add(router, signIn, ownSignIn),
  };
}

function askedTooLate(mount: string, path: string): Refusal {
  const add = ({ secure, route, use }: Router) => {
    route(
      "GET",
      path,
      secure({ plainToken }, () => "reached"),
    );
    use(mount, secure.https());
  };
  return {
    title: `S4-56 secure.https() for ${mount}, behind ${path}`,
    code: "invalid_option",
    words: [`GET ${path}`, "secure.https()"],
    add,
  };
}

/** Applications in which something would never be reached, or never be found. */
export const wrongPaths: readonly Refusal[] = [
  elsewhere("/tenants/:tenant/articles/:id"),
  elsewhere("/tenants/:tenant/items/:id/comments"),
  elsewhere("/items/:tenant/:id"),
  elsewhere("/tenants/:id/items/:tenant"),
  elsewhere("/articles/:id"),
  {
    ...elsewhere("/a/tenants/:tenant/items/:id"),
    add: ({ nest }) => nest("/a", (a) => elsewhere("/tenants/:tenant/items/:id").add(a)),
  },
  unreached("of one path", ({ secure, route }, first, second) => {
    route("ALL", "/in", secure(first));
    route("ALL", "/in", secure(second));
  }),
  unreached("with others between", ({ secure, route }, first, second) => {
    route("ALL", "/in", secure(first));
    route(
      "GET",
      "/in",
      secure({ plainToken }, () => "got"),
    );
    route("ALL", "/in", secure(second));
  }),
  unreached("in routers of their own", ({ nest }, first, second) => {
    nest("/a", ({ secure, route }) => route("ALL", "/in", secure(first)));
    nest("/a", ({ secure, route }) => route("ALL", "/in", secure(second)));
  }),
  unreached("behind a guard", ({ secure, route, use }, first, second) => {
    use("/in", secure.guard(plainToken));
    route("ALL", "/in", secure(first));
    route("ALL", "/in", secure(second));
  }),
  askedTooLate("/", "/me"),
  askedTooLate("/paid", "/paid/:id"),
];

/** What looks alike, and is reached. */
export function addReached({ secure, route, nest, use }: Router): void {
  route(
    "GET",
    "/free",
    secure.open(() => "free"),
  );
  use("/paid", secure.https());
  route(
    "GET",
    "/paid/:id",
    secure.open(() => "paid"),
  );
  const items = () => secure({ plainToken, asking }, ({ asking }) => asking);
  route("GET", "/tenants/:tenant/items/new", items());
  route("GET", "/tenants/:tenant/:kind/:id", items());
  nest("/tenants/:tenant", (tenant) => tenant.route("POST", "/items/:id", items()));
  route("POST", "/in", secure(signIn));
  route("ALL", "/in", secure(openEndpoint("GET", {}, () => "got")));
  route("ALL", "/out", secure(signIn));
}
