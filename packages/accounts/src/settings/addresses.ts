import { isLoopback } from "@ampoule/core";
import { isIP } from "node:net";

/** An address or a range of them (`10.0.0.0/8`). One that holds everybody trusts nobody in particular. */
export function addressRange(text: string): string | undefined {
  const [address = "", length, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return undefined;
  if (length === undefined) return text;
  const bits = /^\d{1,3}$/.test(length) ? Number(length) : 0;
  return bits >= 1 && bits <= (version === 4 ? 32 : 128) ? text : undefined;
}

/** Whether an address leads to this machine itself. */
export function isLocal(address: string): boolean {
  return isLoopback(URL.parse(address)?.hostname ?? "");
}

/** What may be shown of an address: where it leads, not who asks, nor what else it says. */
export function withoutSecrets(address: string): string {
  const url = URL.parse(address);
  if (url === null) return "[secret]";
  const credentials = url.username === "" && url.password === "" ? "" : "[secret]@";
  const more = url.search === "" && url.hash === "" ? "" : "?[secret]";
  return `${url.protocol}${url.host === "" ? "" : "//"}${credentials}${url.host}${url.pathname}${more}`;
}
