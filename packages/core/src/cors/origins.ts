import { blankRequest } from "../contract/blank-request.js";
import { ConfigurationError } from "../contract/errors.js";
import type { Awaitable } from "../contract/provider.js";
import { isLoopback, isOrigin } from "../http/origin.js";
import type { AllowOrigin, CorsOptions } from "./options.js";

/** Which origins a policy lets in: everybody's, or those that a question finds. */
export type Origins = "*" | AllowOrigin;

/** A host has one label in the place of the asterisk, and two behind it. What is a public suffix, nobody here knows. */
const pattern = /^([a-z][a-z0-9+.-]*:\/\/)\*(\.(?:[a-z0-9-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*(?::\d+)?|\.localhost(?::\d+)?)$/;
const label = /^[a-z0-9_-]{1,63}$/;
/** Nobody's (RFC 6761 section 6.4): whoever lets it in lets in everybody. */
const nobody = "https://nobody.invalid";

/** @throws ConfigurationError on origins that let in whom nobody meant. */
export function originsOf(told: CorsOptions["origins"], credentials: boolean): Origins {
  if (told === "*") {
    if (!credentials) return told;
    throw invalid("lets pages of every origin act with the credentials of whoever visits them: name the origins, or take credentials out");
  }
  if (typeof told === "function") return questioned(told, credentials);
  if (!Array.isArray(told) || told.length === 0)
    throw invalid('needs origins: a list such as ["https://app.example.com"], "*", or a function');
  return listed(told, credentials);
}

function listed(told: readonly string[], credentials: boolean): AllowOrigin {
  for (const origin of told) requireOrigin(origin, credentials);
  const exact = new Set(told.filter((one) => !pattern.test(one)));
  const patterns = told.flatMap((one) => {
    const [, scheme, rest] = pattern.exec(one) ?? [];
    return scheme === undefined || rest === undefined ? [] : [{ scheme, rest }];
  });
  const fits = (origin: string, { scheme, rest }: (typeof patterns)[number]) =>
    origin.startsWith(scheme) && origin.endsWith(rest) && label.test(origin.slice(scheme.length, -rest.length));
  return (origin) => exact.has(origin) || patterns.some((one) => fits(origin, one));
}

function requireOrigin(origin: unknown, credentials: boolean): void {
  const sample = typeof origin === "string" && pattern.test(origin) ? origin.replace("*", "a") : origin;
  if (!isOrigin(sample)) {
    throw invalid(
      `takes origins such as "https://app.example.com" or "https://*.example.com", in lower case and with nothing behind the host and port, not ${String(origin)}`,
    );
  }
  const { protocol, hostname } = new URL(sample);
  if (!credentials || protocol !== "http:" || isLoopback(hostname)) return;
  throw invalid(
    `lets ${String(origin)} act with credentials, which anybody between the browser and the server can pretend to be: use https`,
  );
}

/** A function that lets everybody in is found out here, where it answers at once. What it throws now, it may not throw later. */
function questioned(allows: AllowOrigin, credentials: boolean): AllowOrigin {
  if (credentials && probe(allows) === true) {
    throw invalid(`has a function that lets in ${nobody}, hence everybody, with the credentials of whoever visits them: name the origins`);
  }
  return (origin, request) => isOrigin(origin) && allows(origin, request);
}

function probe(allows: AllowOrigin): unknown {
  try {
    const answer: Awaitable<boolean> = allows(nobody, blankRequest);
    if (typeof answer !== "boolean") Promise.resolve(answer).catch(() => undefined);
    return answer;
  } catch {
    return undefined;
  }
}

function invalid(fault: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `cors() ${fault}.`);
}
