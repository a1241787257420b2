import { expectTypeOf, test } from "vitest";
import {
  abstain,
  allow,
  allOf,
  authorize,
  authorized,
  bearer,
  can,
  deny,
  optional,
  pathParameters,
  policies,
  policy,
  provider,
  require,
  roles,
  type Authorize,
  type Can,
  type Policy,
  type ProviderValue,
} from "../../src/index.js";
import { fakeSecurity } from "../adapt/fake-framework.js";

interface User {
  readonly id: string;
  readonly roles: readonly string[];
  readonly tenant: number;
}
interface Article {
  readonly author: string;
  readonly tenant: number;
}
class Articles {
  readonly rows = new Map<string, Article>();
  find(id: string): Article | undefined {
    return this.rows.get(id);
  }
}
declare const article: Article;
declare const found: Article | undefined;
const token = bearer({ scopes: ["write"], verify: (id): User => ({ id, roles: [], tenant: 1 }) });
const user = provider({ token }, ({ token }) => token);
const author = policy("author", (me: User, { author }: Article) => author === me.id);
const role = roles({ member: [], editor: ["member"], admin: ["editor"] }, { of: (me: User) => me.roles, superRole: "admin" });

test("policies: booleans and verdicts, at once or later, and nothing else", () => {
  policy("one", (me: User) => (me.id === "" ? abstain : me.id === "x" ? deny("x") : allow));
  policy("one", async (me: User) => me.id === "" || deny());
  // @ts-expect-error a reason is no verdict
  policy("one", (me: User) => me.id === "" || "because");
  // @ts-expect-error deny is called
  policy("one", () => deny);
  // @ts-expect-error a verdict is made by the package alone
  policy("one", () => ({ kind: "allow" }));
  // @ts-expect-error one path decides nothing
  policy("one", (me: User) => {
    if (me.id === "") return true;
  });
});

test("combinations ask for all that their parts ask for", () => {
  const mayEdit = policies.all(role("editor"), policies.any(author, role("admin")), policies.not(policies.denyAll));
  expectTypeOf(mayEdit).toEqualTypeOf<Policy<User, Article>>();
  expectTypeOf(policies.concealed(mayEdit)).toEqualTypeOf<Policy<User, Article>>();
  expectTypeOf(policies.xor(role("editor"), author)).toEqualTypeOf<Policy<User, Article>>();
  expectTypeOf(policies.isAuthenticatedOrReadOnly).toEqualTypeOf<Policy<unknown>>();
  // @ts-expect-error this one needs a resource, which require has not
  require(user, mayEdit);
  // @ts-expect-error nothing would decide
  policies.all();
  // @ts-expect-error two at a time
  policies.xor(author, author, author);
  // @ts-expect-error a provider is no policy: that is allOf
  policies.all(user);
  // @ts-expect-error a policy is no provider
  allOf({ author });
});

test("a tenant is compared with one of its own type", () => {
  const mine = (me: User) => me.tenant;
  expectTypeOf(policies.sameTenant(mine, (one: Article) => one.tenant)).toEqualTypeOf<Policy<User, Article>>();
  // @ts-expect-error a number is no text, and would never be the same
  policies.sameTenant(mine, (path: { readonly tenant: string }) => path.tenant);
});

test("authorized yields what it loaded, for a policy about that", () => {
  const needs = { path: pathParameters("/articles/:id"), articles: Articles };
  const own = authorized({ of: user, policy: author }, needs, ({ path, articles }) => articles.find(path.id));
  expectTypeOf(own).toEqualTypeOf<ProviderValue<Article, "write">>();
  expectTypeOf(authorized({ of: user, policy: role("editor") }, needs, ({ path }) => path.id)).toEqualTypeOf<
    ProviderValue<string, "write">
  >();
  // @ts-expect-error the policy is about something else
  authorized({ of: user, policy: author }, needs, ({ path }) => path.id);
  // @ts-expect-error the policy is about somebody else
  authorized({ of: pathParameters("/:id"), policy: author }, needs, () => article);
  // @ts-expect-error no such part of the path
  authorized({ of: user, policy: author }, needs, ({ path, articles }) => articles.find(path.name));
});

test("path parameters have the names of the pattern", () => {
  expectTypeOf(pathParameters("/tenants/:tenant/articles/:id")).toEqualTypeOf<
    ProviderValue<{ readonly tenant: string; readonly id: string }>
  >();
  expectTypeOf(pathParameters("/:a/:b")).toEqualTypeOf<ProviderValue<{ readonly a: string; readonly b: string }>>();
});

/* oxlint-disable typescript/no-misused-promises -- the linter sees it, too */
test("D1 an answer that is not awaited is no condition", () => {
  const secure = fakeSecurity();
  const declare = () =>
    secure({ me: user, can, authorize }, async ({ me, can, authorize }) => {
      expectTypeOf(can).toEqualTypeOf<Can>();
      expectTypeOf(authorize).toEqualTypeOf<Authorize>();
      // @ts-expect-error always true
      if (can(me, author, article)) return "edited";
      // @ts-expect-error always true
      const label = can(me, author, article) ? "yes" : "no";
      // @ts-expect-error always true
      const both = can(me, author, article) && article;
      const may = can(me, author, article);
      // @ts-expect-error always true
      if (may) return "edited";
      // @ts-expect-error a promise is no boolean
      const flag: boolean = can(me, author, article);
      // @ts-expect-error an article is not a promise of one
      const one: Article = authorize(me, author, article);
      expectTypeOf(await can(me, author, article)).toEqualTypeOf<boolean>();
      return { label, both, flag, one };
    });
  expectTypeOf(declare).toBeFunction();
});

/* oxlint-enable typescript/no-misused-promises */
test("can and authorize take what the policy is about, and know what they give back", () => {
  const secure = fakeSecurity();
  const declare = () =>
    secure({ me: user, maybe: optional(user), can, authorize }, async ({ me, maybe, can, authorize }) => {
      expectTypeOf(await authorize(me, author, found)).toEqualTypeOf<Article>();
      expectTypeOf(await authorize(me, role("editor"))).toEqualTypeOf<void>();
      expectTypeOf(await authorize(me, role("editor"), found)).toEqualTypeOf<Article>();
      await authorize(maybe, policies.isAuthenticated);
      await can(me, role("editor"));
      // @ts-expect-error the article is missing
      await can(me, author);
      // @ts-expect-error the article is missing
      await authorize(me, author);
      // @ts-expect-error a user is no article
      await can(me, author, me);
      // @ts-expect-error an article is no user
      await authorize(article, author, article);
      // @ts-expect-error nobody may be there
      await authorize(maybe, author, article);
    });
  expectTypeOf(declare).toBeFunction();
  // @ts-expect-error it is a need, and called where it is given
  expectTypeOf(can(article, author, article)).toBeBoolean();
});
