import { isForm } from "./schemes/known.js";
import { refusedBeforeAnythingElse } from "./rules/credentials-first.js";
import type { Deviation } from "./rules/deviation.js";
import { documentInstead } from "./rules/documented.js";
import { firstScheme, isRefused, mayBeRefused, refusedBy, yielding } from "./rules/instead.js";
import { formErrorInstead } from "./rules/login-form.js";
import { escapedCookie, isMalformed, isOfAnotherScheme, isRepeated, unicodeBasic } from "./rules/presented.js";
import { challengeOfRefusal } from "./rules/refusing-dependency.js";
import { runInstead } from "./rules/rerun.js";
import { scopeAnswerInstead } from "./rules/scope-answers.js";
import { escapedRealm, hasSendableRealm } from "./rules/escaped-realm.js";
import { canBeSent } from "./rules/names.js";
import { demandsInVain } from "./rules/unenforced.js";

/**
 * Everything that Ampoule does otherwise than FastAPI, and means to. A rule speaks about the content of cases, and says what must come instead: nothing is
 * passed over. At most twelve, so that people who come from FastAPI can keep them in mind.
 */
export const deviations: readonly Deviation[] = [
  {
    name: "repeated credentials are refused",
    reason: "Which of two credentials counts differs between servers; picking one lets a request mean two things. It is 400 everywhere.",
    exchange(situation) {
      const scheme = mayBeRefused(situation) ? firstScheme(situation, isRepeated) : undefined;
      return scheme && refusedBy(scheme, 400, situation);
    },
  },
  {
    name: "credentials keep to their grammar",
    reason:
      "What no specification allows in a token, a key or Basic credentials is refused as 401 before anybody verifies it, an empty token included; and names that cannot be sent do not start.",
    exchange(situation) {
      const scheme = mayBeRefused(situation) && !isRefused(situation) ? firstScheme(situation, isMalformed) : undefined;
      return scheme && refusedBy(scheme, 401, situation);
    },
    setUp: (graph) => (Object.values(graph.schemes ?? {}).every(canBeSent) ? undefined : { code: "invalid_option" }),
  },
  {
    name: "a scheme takes its own credentials only",
    reason:
      "FastAPI's HTTPBase, OAuth2 and OpenIdConnect hand over whatever Authorization holds. Here another scheme's credential is not there.",
    exchange(situation) {
      const scheme = situation.expect.status === 200 ? firstScheme(situation, isOfAnotherScheme) : undefined;
      if (scheme === undefined || !["httpBase", "oauth2", "openIdConnect"].includes(scheme.type)) return undefined;
      return scheme.autoError === false ? yielding(null, situation) : refusedBy(scheme, 401, situation);
    },
  },
  {
    name: "Basic is UTF-8",
    reason: "FastAPI refuses every name and password beyond ASCII. Browsers send UTF-8, and RFC 7617 has a way to ask for it.",
    exchange(situation) {
      const [credentials] = situation.schemes.map((scheme) => unicodeBasic(scheme, situation.request));
      if (credentials === undefined || situation.expect.status !== 401) return undefined;
      // An application looks at them, and may refuse them in its own words.
      const { json: _, ...refusal } = situation.expect;
      return situation.isProbe === true || situation.graph !== undefined ? yielding(credentials, situation) : refusal;
    },
  },
  {
    name: "cookies are taken as they stand",
    reason: "Backslash escapes inside quotes are a habit of Python's; RFC 6265 has none, and no browser writes them.",
    exchange(situation) {
      const [text] = situation.schemes.map((scheme) => escapedCookie(scheme, situation.request));
      return text !== undefined && situation.expect.status === 200 ? yielding(text, situation) : undefined;
    },
  },
  {
    name: "every 401 carries a well-formed challenge",
    reason: "RFC 9110 demands one with each 401. It is written by the scheme, quotes escaped, and not by hand in each dependency.",
    exchange(situation) {
      const challenge = challengeOfRefusal(situation) ?? escapedRealm(situation);
      return challenge === undefined ? undefined : { ...situation.expect, headers: { "www-authenticate": challenge } };
    },
    setUp: (graph) => (Object.values(graph.schemes ?? {}).every(hasSendableRealm) ? undefined : { code: "invalid_option" }),
  },
  {
    name: "the login form answers as RFC 6749 says",
    reason: "OAuth clients understand 400 with an error code, and not a 422 that lists fields. A field that comes twice is an error too.",
    exchange: (situation) => (situation.schemes.every(isForm) ? formErrorInstead(situation) : undefined),
  },
  {
    name: "a missing scope is 403, and only then are scopes named",
    reason:
      "RFC 6750: insufficient_scope is 403. Naming scopes to somebody whose token is bad helps nobody: the next try needs a token first.",
    exchange: scopeAnswerInstead,
  },
  {
    name: "scopes that nothing enforces do not start",
    reason: "FastAPI lets you demand scopes that nobody checks, which reads as protection. Here the application refuses to start.",
    setUp: (graph) => (demandsInVain(graph) ? { code: "unenforced_scope" } : undefined),
  },
  {
    name: "a provider runs once, unless a use wants it fresh",
    reason:
      "FastAPI runs it again for scopes that it never reads, for a declared lifetime, or below something kept; and ignores use_cache=False in lists.",
    exchange: runInstead,
  },
  {
    name: "credentials come first",
    reason:
      "A request without credentials is answered before its body is parsed or any dependency of the route runs (docs/decisions/0001).",
    exchange: refusedBeforeAnythingElse,
  },
  {
    name: "the document says what is enforced",
    reason:
      "Schemes needed together are written as AND, optional ones as {}, 401 is among the answers, and two schemes do not share a name.",
    document: documentInstead,
  },
];
