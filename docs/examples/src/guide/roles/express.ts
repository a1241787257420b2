import { authorize, can, policies, require, optional } from "@ampoule/core";
import type { ExpressSecure } from "@ampoule/express";
import express, { type Express } from "express";
import { currentUser, editor, mayEdit, mayPublish, ownArticle, ownTenant, publisher, readable } from "./security.js";
import { Articles } from "./store.js";

/** Mounts everything on an application. */
export function mount(app: Express, secure: ExpressSecure): void {
  app.use(express.json());

  // #region first
  const replace = secure({ article: ownArticle, articles: Articles }, ({ article, articles }, request) =>
    articles.write(article, String(request.body.text)),
  );
  app.put("/articles/:id", replace);
  // #endregion first

  // #region handler
  const publish = secure({ me: currentUser, authorize, articles: Articles }, async ({ me, authorize, articles }, request) => {
    const article = await authorize(me, mayPublish, articles.find(String(request.body.article)));
    return { published: article.id };
  });
  app.post("/publications", publish);

  const list = secure({ me: currentUser, can, articles: Articles }, async ({ me, can, articles }) => {
    const rows = [...articles.rows.values()].filter(({ tenant }) => tenant === me.tenant);
    return Promise.all(rows.map(async (article) => ({ id: article.id, isEditable: await can(me, mayEdit, article) })));
  });
  app.get("/articles", list);
  // #endregion handler

  app.get(
    "/articles/:id",
    secure({ article: readable }, ({ article }) => article.text),
  );
  app.get(
    "/tenants/:tenant/report",
    secure({ path: ownTenant }, ({ path }) => path),
  );
  app.get(
    "/editors",
    secure({ me: editor }, ({ me }) => me.id),
  );
  app.get(
    "/publishers",
    secure({ me: publisher }, ({ me }) => me.id),
  );

  // #region comments
  app.use("/comments", secure.guard(require(optional(currentUser), policies.isAuthenticatedOrReadOnly)));
  // #endregion comments
  const comments = secure.open(() => ({ comments: [] }));
  app.get("/comments", comments).post("/comments", comments);
}
