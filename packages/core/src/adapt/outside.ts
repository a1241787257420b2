import type { SecurityEvent } from "../contract/event.js";
import type { RequestView } from "../contract/request-view.js";
import type { Engine } from "./engine.js";
import { printable } from "./events.js";

/** Tells the operator of what belongs to no route. */
export function tellOutside(
  { events, settings, requestIds }: Pick<Engine, "events" | "settings" | "requestIds">,
  request: RequestView,
  what: Pick<SecurityEvent, "type" | "route" | "status" | "code">,
): void {
  if (!events.wanted) return;
  const nobody = { schemes: [], reason: undefined, scopes: [], subject: undefined };
  const method = printable(request.method);
  events.tell({ time: settings.clock(), method, requestId: requestIds.of(request), ...nobody, ...what });
}
