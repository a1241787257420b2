import "reflect-metadata";
import { abstain, authorized, bearer, deny, optional, pathParameters, policies, policy, provider, require, roles } from "@ampoule/core";
import { Sessions } from "../../tutorial/sessions.js";
import { Articles, Users, type Article, type User } from "./store.js";

const accessToken = bearer((token, { resolve }) => resolve(Sessions).find(token)); // { sub }

// #region first
export const currentUser = provider({ token: accessToken, users: Users }, ({ token, users }) => users.find(token.sub));

const role = roles({ member: [], editor: ["member"], admin: ["editor"] }, { of: (user: User) => user.roles });

const sameTenant = policies.sameTenant(
  (user: User) => user.tenant,
  (article: Article) => article.tenant,
);
const author = policy("author", (user: User, article: Article) => article.author === user.id);
export const mayEdit = policies.all(role("editor"), sameTenant, author);

export const ownArticle = authorized(
  { of: currentUser, policy: mayEdit },
  { path: pathParameters("/articles/:id"), articles: Articles },
  ({ path, articles }) => articles.find(path.id),
);
// #endregion first

// #region ask
export const editor = require(currentUser, role("editor")); // a User, else 403
// #endregion ask

// #region permissions
const permission = role.permissions(
  { article: ["read", "write", "publish"], comment: ["read", "delete"] },
  {
    member: ["article:read", "comment:read"],
    editor: ["article:write"], // and what a member may
    admin: ["article:*", "comment:delete"],
  },
);
export const publisher = require(currentUser, permission("article:publish"));
// #endregion permissions

// #region wrong
// @ts-expect-error: there is no such role
const misspelt = () => role("edtior");
// @ts-expect-error: there is no such permission
const undeclared = () => permission("article:burn");
// @ts-expect-error: nobody may be there
const nobody = () => require(optional(currentUser), role("editor"));
export const circle = () => roles({ editor: ["admin"], admin: ["editor"] }, { of: (user: User) => user.roles }); // throws
// #endregion wrong
export const mistakes = { misspelt, undeclared, nobody };

// #region verdicts
const withinHours = policy("within hours", (_: User, article: Article) => {
  const hour = hourAt(article.tenant);
  if (hour === undefined) return abstain; // cannot tell
  return (hour >= 8 && hour < 20) || deny(`it is ${hour} o'clock in ${article.tenant}`);
});
// #endregion verdicts

// #region combine
export const mayPublish = policies.all(
  permission("article:publish"),
  sameTenant,
  policies.any(withinHours, role("admin")),
  policies.not(policy("draft", (_: User, article: Article) => article.isDraft)),
);
// #endregion combine

// #region hidden
const mayRead = policies.concealed(
  policies.any(
    policy("published", (_: User | null, article: Article) => !article.isDraft),
    policy("own", (user: User | null, article: Article) => user?.id === article.author),
  ),
);
export const readable = authorized(
  { of: optional(currentUser), policy: mayRead },
  { path: pathParameters("/articles/:id"), articles: Articles },
  ({ path, articles }) => articles.find(path.id),
);
// #endregion hidden

// #region tenant
export const ownTenant = authorized(
  {
    of: currentUser,
    policy: policies.sameTenant(
      (user: User) => user.tenant,
      (path: { readonly tenant: string }) => path.tenant,
    ),
  },
  { path: pathParameters("/tenants/:tenant/report") },
  ({ path }) => path,
);
// #endregion tenant

// #region super
export const audited = roles({ member: [], editor: ["member"], support: [] }, { of: (user: User) => user.roles, superRole: "support" });
// #endregion super

/** What o'clock it is where a tenant works. */
function hourAt(tenant: string): number | undefined {
  return new Map([
    ["acme", 12],
    ["umbrella", 23],
  ]).get(tenant);
}
