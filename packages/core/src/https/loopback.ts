import type { RequestView } from "../contract/request-view.js";
import { hostOf } from "../http/host.js";
import { isLoopback } from "../http/origin.js";

/** What proxies write: whoever has one is not alone with this machine. */
const forwarding = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];
const ownAddress = /^(?:::1|(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i;

/** Whether a request goes from this machine to itself, as far as it shows: by its socket, where that is known, its `Host`, and nothing that a proxy would write. */
export function isFromItself(request: RequestView): boolean {
  const { remoteAddress } = request;
  if (remoteAddress !== undefined && !ownAddress.test(remoteAddress)) return false;
  const host = hostOf(request);
  return (
    host !== undefined && isLoopback(new URL(`http://${host}`).hostname) && forwarding.every((name) => request.header(name).length === 0)
  );
}
