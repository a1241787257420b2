import { apiKeyHeader, scoped } from "@ampoule/core";
import { apiKeys, memoryApiKeys } from "@ampoule/accounts";
import type { ExpressSecure } from "@ampoule/express";
import type { Express } from "express";
import { account } from "../passwords/accounts.js";

// #region setup
export const keys = apiKeys({ store: memoryApiKeys(), prefix: "acme", scopes: ["items:read", "items:write"] });
const service = apiKeyHeader({ name: "X-API-Key", ...keys.verifier });
// #endregion setup

const quarter = 90 * 86_400;

export function add(app: Express, secure: ExpressSecure): void {
  // #region use
  app.get(
    "/items",
    secure({ by: scoped(service, "items:read") }, ({ by }) => `for ${by.name} of ${by.owner}`),
  );
  // #endregion use

  // #region manage
  app.get(
    "/keys",
    secure({ me: account }, ({ me }) => keys.list(me.id)),
  );
  app.post(
    "/keys",
    secure({ me: account }, ({ me }) => keys.issue({ owner: me.id, name: "backup", scopes: ["items:read"], expiresIn: quarter })),
  );
  app.post(
    "/keys/:id/rotate",
    secure({ me: account }, async ({ me }, request, response) => {
      const next = await keys.rotate({ owner: me.id, id: String(request.params["id"]), expiresIn: quarter, overlap: 3_600 });
      return next ?? response.status(404).end();
    }),
  );
  app.delete(
    "/keys/:id",
    secure({ me: account }, async ({ me }, request, response) => {
      const isDone = await keys.revoke({ owner: me.id, id: String(request.params["id"]) });
      response.status(isDone ? 204 : 404).end();
    }),
  );
  // #endregion manage
}
