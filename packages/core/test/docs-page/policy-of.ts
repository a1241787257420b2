/** The directives of an answer's Content-Security-Policy. */
export function policyOf({ headers }: Response): Record<string, string> {
  const directives = headers.get("content-security-policy")?.split("; ") ?? [];
  return Object.fromEntries(directives.map((one) => [one.slice(0, one.indexOf(" ")), one.slice(one.indexOf(" ") + 1)]));
}
