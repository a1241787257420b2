const safe: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a method is one that changes nothing (RFC 9110 section 9.2.1). TRACE, which nobody should answer, is left out. */
export function isSafe(method: string): boolean {
  return safe.has(method);
}
