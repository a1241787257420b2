import {
  authorize,
  authorized,
  bearer,
  can,
  pathParameters,
  policies,
  policy,
  map,
  provider,
  require,
  roles,
  type Can,
} from "@ampoule/core";
import type { Router } from "../harness.js";

/** Somebody, as the database knows them now. */
interface User {
  readonly id: string;
  readonly tenant: string | null;
  readonly roles: readonly string[];
}
interface Article {
  readonly id: string;
  readonly tenant: string;
  readonly author: string;
}

const article = (id: string, tenant: string, author: string): Article => ({ id, tenant, author });
export const articles: readonly Article[] = [
  article("1", "acme", "alice"),
  article("2", "acme", "bob"),
  article("3", "umbrella", "alice"),
  article("4", "umbrella", "eve"),
];

/** Users whose roles may change while the application runs. */
export function userStore(): Map<string, User> {
  const user = (id: string, tenant: string | null, ...roles: string[]) => [id, { id, tenant, roles }] as const;
  return new Map([
    user("alice", "acme", "editor"),
    user("bob", "acme", "member"),
    user("chief", "acme", "admin"),
    user("eve", "umbrella", "editor"),
    user("root", "acme", "root"),
    user("stray", null, "editor"),
    user("odd", "acme", "*", "Editor", "editor ", "editor,admin", "__proto__", "constructor"),
  ]);
}

const hierarchy = { member: [], editor: ["member"], admin: ["editor"], root: [] } as const;

/** What a token says: who it is about, and their roles when it was made. */
interface Said {
  readonly sub: string;
  readonly roles: unknown;
}
const token = bearer((text) => JSON.parse(atob(text)) as Said);

/** A token, as a line of a request. */
export const as = (sub: string, roles: unknown = []): string => `Authorization: Bearer ${btoa(JSON.stringify({ sub, roles }))}`;

/** Routes of a small publisher, over users that may change. */
export function publisher(users: ReadonlyMap<string, User>): (router: Router) => void {
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
