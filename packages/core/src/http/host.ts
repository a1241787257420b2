import type { RequestView } from "../contract/request-view.js";

const hostText = /^[a-z0-9._-]+(?::\d{1,5})?$|^\[[0-9a-f:.]+\](?::\d{1,5})?$/i;

/** The host and port that a request says it is for; `undefined` where it says none, several, or what no URL could have. */
export function hostOf(request: RequestView): string | undefined {
  const [host = "", ...others] = request.header("host");
  return others.length === 0 && hostText.test(host) && URL.canParse(`https://${host}`) ? host : undefined;
}
