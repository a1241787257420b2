import { declare } from "./declarations.js";

/**
 * Marks a method as open to everybody, on purpose. A method with neither `@Security` nor `@Open` does not start.
 *
 * It does not loosen a guard that stands above the route: that still runs.
 *
 * @throws ConfigurationError at set-up when the method, or the one it overrides, asks for `@Security` as well.
 * @example
 * ```ts
 * class HealthController {
 *   @Open() check() { return { ok: true }; }
 * }
 * ```
 */
export function Open(): (prototype: object, key: string | symbol) => void {
  return (prototype, key) => {
    declare("Open", prototype, key).open = true;
  };
}
