/** A fault as an `Error`, whatever was thrown. */
export function errorOf(fault: unknown): Error {
  return fault instanceof Error ? fault : new Error("Something that is not an Error was thrown; see the cause.", { cause: fault });
}

/**
 * A provider's fault as it goes to the framework's error channel.
 *
 * Frameworks answer with the `status` that an error carries, and clients of other services throw errors that carry theirs: a 401 of somebody
 * else's would look like ours, without a challenge.
 */
export function providerErrorOf(fault: unknown): Error {
  const error: Error & { readonly status?: unknown; readonly statusCode?: unknown } = errorOf(fault);
  if (error.status !== 401 && error.statusCode !== 401) return error;
  return new Error(
    "A provider failed with an error that says 401; see the cause. One that finds a credential bad returns rejected(code).",
    { cause: error },
  );
}

/** Whether an error says by itself that the client is at fault, as the errors of HTTP frameworks do. */
export function hasClientStatus(fault: unknown): boolean {
  const { status, statusCode }: { readonly status?: unknown; readonly statusCode?: unknown } = errorOf(fault) as Error & {
    readonly status?: unknown;
  };
  return [status, statusCode].some((code) => typeof code === "number" && code >= 400 && code < 500);
}
