import type { TypedToken } from "./container.js";
import type { RequestView } from "./request-view.js";

/**
 * Stands for the current request: as a need (`{ request: REQUEST }`), a parameter (`@Dependency(REQUEST)`), or a constructor
 * parameter (`@inject(REQUEST)`) of a transient or container-scoped class. A singleton that asks for it does not start.
 */
export const REQUEST: TypedToken<RequestView> = Symbol.for("@ampoule/request");
