import { Dependency, Open, optional, REQUEST, Security, type RequestView } from "@ampoule/core";
import { injectable } from "tsyringe";
import { challenges, granted, insufficientScope, invalidCredentials, notAuthenticated, open } from "../answers.js";
import { Credentials, type Claims } from "../credentials.js";
import type { Router } from "../harness.js";
import { get, type ContractTable } from "../table.js";

const alice = "Authorization: Bearer alice.token";
const bob = "Authorization: Bearer bob.token";
const missing = notAuthenticated(challenges.bearer);

/** A controller over its own schemes, since decorators cannot see a table's. */
function controllerOf(
  { token, scopedToken }: Credentials,
  reached: () => void,
): new () => object & Record<"show" | "write" | "maybe" | "open" | "path", () => unknown> {
  @injectable()
  class Controller {
    show(@Security(token) me: Claims) {
      return (reached(), { sub: me.sub });
    }
    write(@Security(scopedToken, "items:write") me: Claims, @Dependency(REQUEST) request: RequestView) {
      return (reached(), { sub: me.sub, method: request.method });
    }
    async maybe(@Security(optional(token)) me: Claims | null) {
      return (reached(), me && { sub: me.sub });
    }
    @Open()
    open() {
      return { ok: true };
    }
    @Open()
    path(@Dependency(REQUEST) request: RequestView) {
      return { url: request.url, query: request.query("q") };
    }
  }
  return Controller as never;
}

function addNested(router: Router, { token }: Credentials, reached: () => void): void {
  const show = router.secure({ token }, ({ token }) => (reached(), { sub: token.sub }));
  router.route("GET", "/me", show);
  router.nest("/deep", (inner) => inner.route("GET", "/me/:id", show));
}

export const structureTable: ContractTable = {
  title: "controllers, guards and nested routers",
  add(router, credentials, reached) {
    const { secure } = router;
    const Controller = controllerOf(credentials, reached);
    router.route("GET", "/class/show", secure(Controller, "show"));
    router.route("POST", "/class/write", secure(Controller, "write"));
    router.route("GET", "/class/maybe", secure(Controller, "maybe"));
    router.route("GET", "/class/open", secure(Controller, "open"));
    router.route("GET", "/class/path", secure(Controller, "path"));
    router.route(
      "GET",
      "/health",
      secure.open(() => ({ ok: true })),
    );
    router.route(
      "GET",
      "/empty",
      secure.open(() => undefined),
    );
    router.route(
      "GET",
      "/made",
      secure.open(() => Response.json({ made: true }, { status: 201, headers: { "X-Made": "yes" } })),
    );
    router.use("/guarded", secure.guard(credentials.scopedToken, "items:read"));
    router.plain("GET", "/guarded/plain");
    router.route(
      "GET",
      "/guarded/x",
      secure({ me: credentials.scopedToken }, ({ me }) => (reached(), { sub: me.sub })),
    );
    router.route(
      "GET",
      "/guarded/open",
      secure.open(() => (reached(), { ok: true })),
    );
    router.nest("/nested", (inner) => addNested(inner, credentials, reached));
  },
  cases: [
    { title: "class style, granted", request: get("/class/show", alice), answer: granted({ sub: "alice" }) },
    { title: "class style, absent", request: get("/class/show"), answer: missing },
    {
      title: "class style, a scope on the parameter is missing",
      request: { method: "POST", target: "/class/write", fields: [bob] },
      answer: insufficientScope('Bearer realm="api", error="insufficient_scope", scope="items:write"'),
    },
    {
      title: "class style, a scope on the parameter, and the request as a dependency",
      request: { method: "POST", target: "/class/write", fields: [alice] },
      answer: granted({ sub: "alice", method: "POST" }),
    },
    { title: "class style, optional and absent", request: get("/class/maybe"), answer: granted(null) },
    {
      title: "class style, optional and bad",
      request: get("/class/maybe", "Authorization: Bearer x"),
      answer: invalidCredentials(challenges.invalidToken),
    },
    { title: "class style, open", request: get("/class/open"), answer: open({ ok: true }) },
    {
      title: "the target reaches the handler as it was sent",
      request: get("/class/path?q=1&q=%32"),
      answer: open({ url: "/class/path?q=1&q=%32", query: ["1", "2"] }),
    },
    { title: "open, function style", request: get("/health", "Authorization: Bearer garbage"), answer: open({ ok: true }) },
    {
      title: "a handler without a value answers 204",
      request: get("/empty"),
      answer: { ...open(""), status: 204, body: "", contentType: null },
    },
    {
      title: "a handler may return a Fetch response",
      request: get("/made"),
      answer: { ...open({ made: true }), status: 201, contentType: "application/json" },
      fields: { "x-made": "yes" },
    },
    { title: "S-298 a guard stands before a plain handler", request: get("/guarded/plain"), answer: missing },
    {
      title: "S-298 a guard lets a plain handler answer",
      request: get("/guarded/plain", alice),
      answer: { ...granted({ plain: true }), contentType: undefined, reached: false },
    },
    {
      title: "S-298 a child cannot loosen: an open handler below a guard",
      request: get("/guarded/open"),
      answer: missing,
    },
    {
      title: "S-298 requirements add up, and the token is verified once",
      request: get("/guarded/x", alice),
      answer: granted({ sub: "alice" }),
      verifications: 1,
    },
    {
      title: "S-298 requirements add up: the guard's scope is missing",
      request: get("/guarded/x", "Authorization: Bearer root.token"),
      answer: insufficientScope('Bearer realm="api", error="insufficient_scope", scope="items:read"'),
    },
    { title: "a nested router, absent", request: get("/nested/me"), answer: missing },
    { title: "a nested router, granted", request: get("/nested/me", alice), answer: granted({ sub: "alice" }) },
    { title: "a router in a nested router, absent", request: get("/nested/deep/me/7"), answer: missing },
    { title: "a router in a nested router, granted", request: get("/nested/deep/me/7", bob), answer: granted({ sub: "bob" }) },
  ],
};
