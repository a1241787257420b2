import type { ContainerToken } from "../contract/container.js";
import { ConfigurationError } from "../contract/errors.js";
import { isThenable } from "../contract/thenable.js";

/** A token's name, for messages. */
export const nameOf = (token: ContainerToken): string => (typeof token === "function" ? token.name : `"${token.toString()}"`);
/** The way from one token to another, for messages. */
export const trail = (path: readonly ContainerToken[]): string => path.map(nameOf).join(" → ");

/** Builds something at set-up. @throws ConfigurationError when it cannot be, with the container's own error as the cause. */
export function build(name: string, resolve: () => unknown): NonNullable<unknown> {
  let built: unknown;
  try {
    built = resolve();
  } catch (cause) {
    throw unbuildable(name, cause);
  }
  if (built === undefined || built === null) throw new ConfigurationError("unbuildable", `The container gave nothing for ${name}.`);
  if (!isPromise(built)) return built;
  throw new ConfigurationError(
    "unbuildable",
    `The container gave a promise for ${name}: containers build synchronously. Await it before you register its result.`,
  );
}

/** Whether a container gave a promise, which nobody will wait for: its failure is nobody's surprise. */
export function isPromise(value: unknown): boolean {
  if (!isThenable(value)) return false;
  Promise.resolve(value).catch(() => undefined);
  return true;
}

/** tsyringe answers a cycle that it meets with an exhausted stack and megabytes of message: neither is passed on. */
function unbuildable(name: string, cause: unknown): ConfigurationError {
  if (cause instanceof ConfigurationError) return cause;
  const exhausted = cause instanceof RangeError || (cause instanceof Error && cause.message.length > 10_000);
  if (exhausted) return new ConfigurationError("cycle", `Building ${name} never ends: the things that it is made of need each other.`);
  const [, bare] = cause instanceof Error ? (/TypeInfo not known for "(.*?)"/.exec(cause.message) ?? []) : [];
  if (bare !== undefined)
    return new ConfigurationError("unbuildable", `${bare} is injected into, but not decorated: add @injectable() to it.`, { cause });
  return new ConfigurationError(
    "unbuildable",
    `The container could not build ${name} at set-up, where it is shown a request without header fields; see the cause.`,
    { cause },
  );
}
