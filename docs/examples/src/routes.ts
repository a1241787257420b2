import type { MethodName } from "@ampoule/core/adapter";
import type { Endpoint, Token } from "@ampoule/core";
import type { OperationDescription } from "@ampoule/core/openapi";
import { AccountController } from "./controllers/account.js";
import { ItemsController } from "./controllers/items.js";
import { descriptions } from "./descriptions.js";

/** Any adapter's `secure`, for classes and endpoints. */
interface Secure<Handler> {
  <C>(controller: Token<C>, method: MethodName<C>): Handler;
  (endpoint: Endpoint): Handler;
  readonly describe: <H extends object>(handler: H, description: OperationDescription) => H;
}
type Add<Handler> = (method: "get" | "post" | "all", path: string, handler: Handler) => void;

/** Every route of the example, for whichever framework. */
export function addRoutes<Handler extends object>(
  secure: Secure<Handler>,
  endpoints: Readonly<Record<string, Endpoint>>,
  add: Add<Handler>,
): void {
  const { describe } = secure;
  for (const [path, ready] of Object.entries(endpoints)) add("all", path, secure(ready));
  // #region describe
  add("get", "/users/me", describe(secure(AccountController, "me"), descriptions.me));
  // #endregion describe
  add("get", "/items", describe(secure(ItemsController, "list"), descriptions.items));
  add("post", "/items", describe(secure(ItemsController, "add"), descriptions.addItem));
  add("get", "/admin", describe(secure(AccountController, "admin"), descriptions.admin));
  add("get", "/basic/me", describe(secure(AccountController, "basic"), descriptions.basic));
  add("get", "/service", describe(secure(ItemsController, "service"), descriptions.service));
  add("get", "/maybe", describe(secure(AccountController, "maybe"), descriptions.maybe));
  add("get", "/either", describe(secure(ItemsController, "either"), descriptions.either));
  add("get", "/health", describe(secure(ItemsController, "health"), descriptions.health));
}
