import type { Container } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import type { SecurityEvent } from "../contract/event.js";
import type { Render } from "../contract/refusal.js";
import { isQuotable } from "../http/www-authenticate.js";
import type { FindRequestId } from "./request-ids.js";

/** What `security()` can be told. */
export interface SecurityOptions {
  /** Builds controllers, providers and services: tsyringe's container, or anything that can resolve and make children. */
  readonly container: Container;
  /** The protection space that challenges name, printable ASCII. Default: `"api"`. */
  readonly realm?: string;
  /** Milliseconds that all providers of a request may take together, 1 to 600,000; then 503. Default: 10,000. */
  readonly timeout?: number;
  /** Told of every decision, after it is taken. Must not throw; what it throws is dropped. Default: nobody. */
  readonly onEvent?: (event: SecurityEvent) => void;
  /** Makes another body for a refusal, never another status or challenge. `undefined` keeps the problem document. Default: none. */
  readonly render?: Render;
  /**
   * What a request is called in your logs; it stands in events and in the bodies of refusals as `requestId`: `() => storage.getStore()?.id`, or a header that your proxy overwrites. 1 to 128 letters, digits and `._:-`. What is something else, or throws, is
   * passed over, and a UUID is made up; by `secure.cors` and `secure.https` another one than by what stands behind them. Default: there are no ids.
   */
  readonly requestId?: FindRequestId;
  /** The time for events, in milliseconds since 1970. Default: the system's. */
  readonly clock?: () => number;
}

/** Options with their defaults filled in, checked. */
export type Settings = Required<Omit<SecurityOptions, "container" | "onEvent" | "render" | "requestId">> &
  Pick<SecurityOptions, "container" | "onEvent" | "render" | "requestId">;

export function settingsOf(options: SecurityOptions): Settings {
  const { container, realm = "api", timeout = 10_000, clock = Date.now, onEvent, render, requestId } = options;
  if (typeof container?.resolve !== "function" || typeof container.createChildContainer !== "function") {
    throw new ConfigurationError(
      "invalid_option",
      "security() needs a container that can resolve and make children: pass tsyringe's, as { container }.",
    );
  }
  if (!isQuotable(realm)) {
    throw new ConfigurationError(
      "invalid_option",
      "The realm given to security() has characters that cannot be sent: use printable ASCII.",
    );
  }
  if (!Number.isFinite(timeout) || timeout < 1 || timeout > 600_000) {
    throw new ConfigurationError("invalid_option", "The timeout given to security() is in milliseconds, from 1 to 600,000.");
  }
  if (requestId !== undefined && typeof requestId !== "function")
    throw new ConfigurationError("invalid_option", "The requestId given to security() is a function of a request that gives its id.");
  return { container, realm, timeout, clock, ...(onEvent && { onEvent }), ...(render && { render }), ...(requestId && { requestId }) };
}
