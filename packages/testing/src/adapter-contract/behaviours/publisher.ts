import {
  authorize,
  authorized,
  can,
  map,
  pathParameters,
  policies,
  policy,
  provider,
  require,
  roles,
  type Can,
  type SecurityEvent,
} from "@ampoule/core";
import { forbidden, notAuthenticated } from "../answers.js";
import { applicationOf } from "../application.js";
import type { AdapterHarness, Router } from "../harness.js";
import { fieldsOf, type RawResponse } from "../../raw-http.js";
import { articles, as, token, userStore, type Article, type Said, type User } from "./articles.js";

const hierarchy = { member: [], editor: ["member"], admin: ["editor"], root: [] } as const;

/** Routes of a small publisher, over users that may change. */
function publisher(users: ReadonlyMap<string, User>): (router: Router) => void {
  const me = provider({ token }, ({ token }) => users.get(token.sub));
  const live = roles(hierarchy, { of: (user: User) => user.roles, superRole: "root" });
  const stale = roles(hierarchy, { of: ({ roles }: Said) => roles });
  const permission = live.permissions({ article: ["read", "write"] }, { member: ["article:read"], editor: ["article:*"] });
  const sameTenant = policies.sameTenant(
    ({ tenant }: User) => tenant,
    ({ tenant }: { readonly tenant: string }) => tenant,
  );
  const author = policy("author", ({ id }: User, { author }: Article) => author === id);
  const mayEdit = policies.all(live("editor"), sameTenant, policies.any(author, live("admin")));
  const path = pathParameters("/tenants/:tenant/articles/:id");
  const find = ({ path: { id } }: { readonly path: { readonly id: string } }) => articles.find((one) => one.id === id);
  const editable = authorized({ of: me, policy: mayEdit }, { path }, find);
  const hidden = authorized({ of: me, policy: policies.concealed(mayEdit) }, { path: pathParameters("/hidden/:id") }, find);
  const inTenant = authorized({ of: me, policy: sameTenant }, { path: pathParameters("/tenants/:tenant/home") }, ({ path }) => path);
  const load = map(pathParameters("/handled/:id"), (path) => ({ found: find({ path }) }));
  return ({ secure, route, nest, use }) => {
    route(
      "PUT",
      "/tenants/:tenant/articles/:id",
      secure({ editable }, ({ editable }) => editable),
    );
    route(
      "PUT",
      "/hidden/:id",
      secure({ hidden }, ({ hidden }) => hidden),
    );
    route(
      "GET",
      "/tenants/:tenant/home",
      secure({ inTenant }, ({ inTenant }) => inTenant),
    );
    route(
      "PUT",
      "/handled/:id",
      secure({ me, load, authorize }, ({ me, load, authorize }) => authorize(me, mayEdit, load.found)),
    );
    route(
      "GET",
      "/asked/:id",
      secure({ me, can }, ({ me, can }) => editableBy(me, can)),
    );
    route(
      "GET",
      "/forgotten",
      // oxlint-disable-next-line typescript/no-misused-promises -- the mistake that is to do no harm
      secure({ me, can }, ({ me, can }) => (!can(me, mayEdit, articles[1]) ? "refused" : "edited")),
    );
    route(
      "GET",
      "/live",
      secure({ me: require(me, live("editor")) }, ({ me }) => me.id),
    );
    route(
      "GET",
      "/stale",
      secure({ me: require(token, stale("editor")) }, ({ me }) => me.sub),
    );
    route(
      "GET",
      "/writers",
      secure({ me: require(me, permission("article:write")) }, ({ me }) => me.id),
    );
    nest("/levels", (router) => {
      use("/levels", secure.guard(require(me, live("editor"))));
      router.route(
        "GET",
        "/open",
        secure.open(() => "open"),
      );
      router.route(
        "GET",
        "/member",
        secure({ me: require(me, live("member")) }, () => "member"),
      );
      router.route(
        "GET",
        "/admin",
        secure({ me: require(me, live("admin")) }, () => "admin"),
      );
    });
  };

  async function editableBy(user: User, can: Can): Promise<string[]> {
    const answers = await Promise.all(articles.map((one) => can(user, mayEdit, one)));
    return articles.filter((_, index) => answers[index]).map(({ id }) => id);
  }
}

/** What a client sees of an answer, and acts on. */
export const seen = (response: RawResponse) => ({
  status: response.status,
  body: response.body,
  contentType: fieldsOf(response, "content-type").join(),
  cacheControl: fieldsOf(response, "cache-control").join(),
  challenge: fieldsOf(response, "www-authenticate")[0],
});
const { reached: _, ...denied } = forbidden;
const { reached: __, ...nobody } = notAuthenticated('Bearer realm="api"');
export { denied, nobody };

/** The publisher, and what its operator hears. */
export async function servePublisher(harness: AdapterHarness) {
  const users = userStore();
  const events: SecurityEvent[] = [];
  const app = await applicationOf(harness, publisher(users), { onEvent: (event) => void events.push(event) });
  const statusOf = async (method: string, target: string, who: string, roles?: unknown) =>
    (await app.send({ method, target, fields: [as(who, roles)] })).status;
  return { app, users, events, statusOf, [Symbol.asyncDispose]: () => app.close() };
}
