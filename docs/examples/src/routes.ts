import type { MethodName } from "@ampoule/core/adapter";
import type { Token } from "@ampoule/core";
import { AccountController } from "./controllers/account.js";
import { ItemsController } from "./controllers/items.js";

/** The class style of any adapter's `secure`. */
type Secure<Handler> = <C>(controller: Token<C>, method: MethodName<C>) => Handler;
type Add<Handler> = (method: "get" | "post", path: string, handler: Handler) => void;

/** Every route of the example, for whichever framework. */
export function addRoutes<Handler>(secure: Secure<Handler>, add: Add<Handler>): void {
  add("post", "/register", secure(AccountController, "register"));
  add("post", "/token", secure(AccountController, "token"));
  add("get", "/users/me", secure(AccountController, "me"));
  add("get", "/items", secure(ItemsController, "list"));
  add("post", "/items", secure(ItemsController, "add"));
  add("get", "/admin", secure(AccountController, "admin"));
  add("get", "/basic/me", secure(AccountController, "basic"));
  add("get", "/service", secure(ItemsController, "service"));
  add("get", "/maybe", secure(AccountController, "maybe"));
  add("get", "/either", secure(ItemsController, "either"));
  add("get", "/health", secure(ItemsController, "health"));
}
