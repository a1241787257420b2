import { endpoint, type Endpoint, type ProviderValue } from "@ampoule/core";
import { done } from "../endpoints/operation-parts.js";
import type { Account } from "../tokens/account.js";

/** What {@link meEndpoint} needs to know. */
export interface MeEndpointOptions<U extends Account> {
  readonly currentUser: ProviderValue<U, string>;
  /** What a client sees of its user. Name each thing: never hand on the user as it is. Default: the id. */
  readonly view?: (user: U) => object;
}

/**
 * Tells a client who it is signed in as, as much of it as `view` says.
 *
 * @example
 * ```ts
 * app.all("/me", secure(meEndpoint({ currentUser, view: ({ id, name }) => ({ id, name }) })));
 * ```
 */
export function meEndpoint<U extends Account>({ currentUser, view = ({ id }) => ({ id }) }: MeEndpointOptions<U>): Endpoint {
  return endpoint(
    "GET",
    { me: currentUser },
    function me({ me }) {
      return view(me);
    },
    { tags: ["users"], summary: "Who I am", operationId: "me", responses: { "200": done("The user") } },
  );
}
