import { allowCrossSite, ConfigurationError } from "@ampoule/core";
import type { SetCookie } from "cookie";
import { wholeNumber } from "../whole-number.js";
import { allowPlainHttp, allowScripts, type CookieOptions } from "./options.js";

/** What a cookie is written with, whatever its value: the same when it is set and when it is cleared. */
export type Attributes = Readonly<Required<Pick<SetCookie, "name" | "path" | "secure" | "httpOnly" | "sameSite">>> &
  Pick<SetCookie, "domain">;

/** Seconds that browsers keep a cookie at most (RFC 6265bis section 5.5). */
export const longest = 34_560_000;

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const prefix = /^__(?:host|secure|http)-/i;
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const domainName = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})+$`);
const pathText = /^\/[\x20-\x3a\x3c-\x7e]{0,1023}$/;
const kinds = { Lax: "lax", Strict: "strict" } as const;

/** @throws ConfigurationError on what browsers would drop, or take for something else. */
export function attributesOf(options: CookieOptions): Attributes {
  const { name, sameSite = "Lax", maxAge, path = "/", domain, ...others } = options;
  const { [allowPlainHttp]: isPlain = false, [allowScripts]: isReadable = false, [allowCrossSite]: isForAll = false, ...unknown } = others;
  const [stranger] = Reflect.ownKeys(unknown);
  if (stranger !== undefined) throw invalid(name, `does not know the option ${String(stranger)}`);
  requireName(name, isPlain);
  if (maxAge !== undefined) wholeNumber(`The cookie ${name}`, "maxAge", maxAge, [1, longest]);
  requirePlace(name, path, domain);
  if (isForAll && isPlain) throw invalid(name, "cannot be for every site and travel unencrypted: browsers drop it");
  if (isReadable && /^__host-http-/i.test(name)) throw invalid(name, "cannot be read by scripts: its name says so");
  const kind = isForAll ? "none" : kindOf(name, sameSite);
  return { name, path, ...(domain !== undefined && { domain }), secure: !isPlain, httpOnly: !isReadable, sameSite: kind };
}

function requireName(name: string, isPlain: boolean): void {
  if (typeof name !== "string" || !token.test(name) || name.length > 256) {
    throw invalid(String(JSON.stringify(name)), "needs a name of letters, digits and !#$%&'*+-.^_`|~, 256 at most");
  }
  if (isPlain && prefix.test(name)) throw invalid(name, "travels unencrypted, and browsers drop such a one with this prefix");
  if (isPlain || /^__(?:Host|Secure)-./.test(name)) return;
  throw invalid(name, "has no prefix that browsers hold to: call it __Host-…, or __Secure-… where it has a path or a domain");
}

function requirePlace(name: string, path: string, domain: string | undefined): void {
  const isHost = name.startsWith("__Host-");
  if (isHost && (path !== "/" || domain !== undefined)) throw invalid(name, "has a path or a domain: browsers drop it. Call it __Secure-…");
  if (typeof path !== "string" || !pathText.test(path)) throw invalid(name, "needs a path that begins with a slash, without semicolons");
  if (domain === undefined || (typeof domain === "string" && domainName.test(domain))) return;
  throw invalid(name, 'needs a domain such as "example.com", in lower case and without a dot before it');
}

function kindOf(name: string, sameSite: unknown): "lax" | "strict" {
  if (sameSite === "Lax" || sameSite === "Strict") return kinds[sameSite];
  throw invalid(name, 'has a sameSite that is neither "Lax" nor "Strict" (for every site: [allowCrossSite]: true)');
}

function invalid(name: string, fault: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `The cookie ${name} ${fault}.`);
}
