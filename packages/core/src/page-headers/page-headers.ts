import { ConfigurationError } from "../contract/errors.js";
import { requireKnownOptions } from "../contract/known-options.js";

/** What a page may load and call, as sources of a Content-Security-Policy: `"'self'"`, an origin, `"data:"`, a nonce or a hash. */
export interface PageOptions {
  /** Scripts. Default: none run. */
  readonly scripts?: readonly string[];
  /** Style sheets. Default: none. */
  readonly styles?: readonly string[];
  /** Images. Default: none. */
  readonly images?: readonly string[];
  /** What scripts may call. Default: nothing. */
  readonly connect?: readonly string[];
  /** Where forms may be sent. Default: nowhere. */
  readonly forms?: readonly string[];
  /** Whether the page opens windows that answer it, such as a sign-in elsewhere, or is such a window. Default: false. */
  readonly popups?: boolean;
}

const directives = {
  scripts: "script-src",
  styles: "style-src",
  images: "img-src",
  connect: "connect-src",
  forms: "form-action",
} as const;
const names = /* @__PURE__ */ Object.keys(directives) as (keyof typeof directives)[];
/** One source, and nothing that begins another one, another directive or another policy. */
const source = /^[\x21-\x2b\x2d-\x3a\x3c-\x7e]+$/;
/** What lets anything run, or come from anywhere. */
const reckless = /^'unsafe-|^\*|^(?:https?|wss?|blob|filesystem|about):$/i;

/**
 * Header fields for an HTML page that you serve: what is not named may not be loaded, called, framed or kept.
 *
 * Guarantees: a `Content-Security-Policy` of `default-src 'none'` and what you name, `base-uri 'none'`, `frame-ancestors 'none'` (and `X-Frame-Options: DENY` for old browsers), `nosniff`,
 * `Referrer-Policy: no-referrer`, `Cache-Control: no-store`, and `Cross-Origin-Opener-Policy: same-origin` unless there are `popups`. No `X-XSS-Protection`, which old browsers can be attacked by.
 *
 * It does not escape what you put into the page, and sets no `Strict-Transport-Security`: `secure.https` does, for all answers.
 *
 * @throws ConfigurationError on an option that it does not know, and on a source that cannot be one or lets everything run.
 * @example
 * ```ts
 * app.get("/confirm", secure.open(() => new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8", ...pageHeaders({ forms: ["'self'"] }) } })));
 * ```
 */
export function pageHeaders(options: PageOptions = {}): Readonly<Record<string, string>> {
  requireKnownOptions("pageHeaders()", options, [...names, "popups"]);
  const named = names.flatMap((name) => directiveOf(name, options[name]));
  const policy = ["default-src 'none'", ...named, "base-uri 'none'", "frame-ancestors 'none'"];
  return {
    "Content-Security-Policy": policy.join("; "),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    ...(options.popups !== true && { "Cross-Origin-Opener-Policy": "same-origin" }),
  };
}

/** `form-action` does not fall back to `default-src`. */
function directiveOf(name: keyof typeof directives, sources: readonly string[] = []): readonly string[] {
  const stranger = sources.find((one) => typeof one !== "string" || !source.test(one) || reckless.test(one));
  if (stranger !== undefined) {
    throw new ConfigurationError(
      "invalid_option",
      `pageHeaders() has ${JSON.stringify(stranger)} among its ${name}: name sources such as "'self'" or "https://cdn.example.com", a nonce or a hash.`,
    );
  }
  if (sources.length > 0) return [`${directives[name]} ${[...new Set(sources)].join(" ")}`];
  return name === "forms" ? ["form-action 'none'"] : [];
}
