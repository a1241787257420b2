const scheme = /^[a-z][a-z0-9+.-]*:\/\//;
/** What follows the scheme where a platform's URL knows no origin: of applications in a shell of their own, such as `capacitor://localhost`. */
const authority = /^[a-z0-9]+(?:[.-][a-z0-9]+)*(?::[1-9]\d{0,4})?$/;

/** Whether text is an origin as browsers write it in `Origin` (RFC 6454 section 6.2), and not `null`. */
export function isOrigin(text: unknown): text is string {
  // A host may have an asterisk in it as far as URLs go; whoever writes one means a pattern.
  if (typeof text !== "string" || text.includes("*") || !URL.canParse(text)) return false;
  const { origin } = new URL(text);
  return origin === "null" ? authority.test(text.replace(scheme, "")) : origin === text;
}

const loopback = /^(?:(?:[a-z0-9-]+\.)*localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Whether a host, as URLs have it, is this machine: nobody listens between the browser and it. */
export function isLoopback(hostname: string): boolean {
  return loopback.test(hostname);
}
