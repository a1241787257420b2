import { anyOf, endpoint, optional, scoped, token as tokenOf, type ConfigurationCode } from "@ampoule/core";
import type { Mountable, NeutralSecure, Router } from "../harness.js";
import {
  Base,
  Both,
  Loosens,
  LoosensTwice,
  NeedsUnknown,
  Overrides,
  plainToken,
  scopedToken,
  TooMany,
  Undecorated,
} from "./secured-classes.js";

/** An application that must not start. */
export interface Refusal {
  readonly title: string;
  readonly code: ConfigurationCode;
  /** What the message has to name. */
  readonly words: readonly string[];
  readonly add: (router: Router) => void;
}

const answer = (): string => "reached";

/** An application with this one route. */
function only(make: (secure: NeutralSecure) => Mountable): (router: Router) => void {
  return ({ secure, route }) => route("GET", "/", make(secure));
}

function unsecured(id: string, title: string, words: readonly string[], make: (secure: NeutralSecure) => Mountable): Refusal {
  return { title: `${id}${title}`, code: "no_security", words, add: only(make) };
}

function unmarked(title: string, words: readonly string[], add: (router: Router) => void): Refusal {
  return { title: `S-300 a route that nobody decided about, ${title}`, code: "unmarked_route", words, add };
}

export const refusals: readonly Refusal[] = [
  unsecured("S-299 ", "an override that drops the security of its base", ["Overrides.show", "@Security"], (secure) =>
    secure(Overrides, "show"),
  ),
  unsecured("S-299 ", "an override that opens what its base secures", ["Loosens.show"], (secure) => secure(Loosens, "show")),
  unsecured("S-299 ", "an override that opens it in two steps", ["LoosensTwice.show"], (secure) => secure(LoosensTwice, "show")),
  unsecured("", "a method that nobody decided about", ["Undecorated.show", "@Open"], (secure) => secure(Undecorated, "show")),
  unsecured("", "a method that is open and secured", ["Both.show"], (secure) => secure(Both, "show")),
  unsecured("", "a function without security", ["secure.open"], (secure) => secure({}, answer)),
  {
    title: "S-301 a missing binding below a service",
    code: "missing_binding",
    words: ["NeedsUnknown", '"unknown"'],
    add: only((secure) => secure({ plainToken, needs: NeedsUnknown }, answer)),
  },
  {
    title: "S-301 a missing binding of a token",
    code: "missing_binding",
    words: ["Symbol(Clock)"],
    add: only((secure) => secure({ plainToken, clock: tokenOf<Date>("Clock") }, answer)),
  },
  {
    title: "S-301 something that is not a provider",
    code: "missing_binding",
    words: ['need "me"'],
    add: only((secure) => secure({ me: undefined as never }, answer)),
  },
  { title: "too many parameters", code: "arity", words: ["TooMany.show"], add: only((secure) => secure(TooMany, "show")) },
  {
    title: "S-022 a scope that nothing declares",
    code: "unenforced_scope",
    words: ["delete", "read, write"],
    add: only((secure) => secure({ me: scoped(scopedToken, "delete" as never) }, answer)),
  },
  {
    title: "a scope that nothing would enforce",
    code: "unenforced_scope",
    words: ["HTTPBearer"],
    add: only((secure) => secure({ me: scoped(plainToken, "read" as never) }, answer)),
  },
  {
    title: "a scope that one alternative would not enforce",
    code: "unenforced_scope",
    words: ["HTTPBearer"],
    add: only((secure) => secure({ me: scoped(anyOf(scopedToken, plainToken), "read") }, answer)),
  },
  {
    title: "an optional alternative",
    code: "invalid_option",
    words: ["optional(anyOf"],
    add: only((secure) => secure({ me: anyOf(optional(plainToken), scopedToken) }, answer)),
  },
  {
    title: "S-307 a need under the name __proto__",
    code: "invalid_option",
    words: ["__proto__"],
    add: only((secure) => secure({ plainToken, ["__proto__"]: plainToken }, answer)),
  },
  {
    title: "S-307 needs with a prototype",
    code: "invalid_option",
    words: ["plain object"],
    add: only((secure) => secure(Object.create({ plainToken }) as { plainToken: typeof plainToken }, answer)),
  },
  {
    title: "S-307 a method that every object has",
    code: "invalid_option",
    words: ["toString"],
    add: only((secure) => secure(Base, "toString" as never)),
  },
  {
    title: "S-307 the constructor",
    code: "invalid_option",
    words: ["constructor"],
    add: only((secure) => secure(Base, "constructor" as never)),
  },
  {
    title: "S-164 an endpoint that is mounted for another method, where it would answer nothing but 405",
    code: "invalid_option",
    words: ["GET /out", "POST"],
    add: ({ secure, route }) => route("GET", "/out", secure(endpoint("POST", { plainToken }, answer))),
  },
  unmarked("at the top", ["GET /plain"], ({ plain }) => plain("GET", "/plain")),
  unmarked("in a nested router", ["GET /a/b/plain"], ({ nest }) => nest("/a", (a) => a.nest("/b", (b) => b.plain("GET", "/plain")))),
  unmarked("beside a guard", ["POST /outside"], ({ secure, use, plain }) => {
    use("/inside", secure.guard(plainToken));
    plain("POST", "/outside");
  }),
  unmarked("before the guard", ["GET /inside/early"], ({ secure, use, plain }) => {
    plain("GET", "/inside/early");
    use("/inside", secure.guard(plainToken));
  }),
  unmarked("whose path only begins like the guard's", ["GET /insider"], ({ secure, use, plain }) => {
    use("/inside", secure.guard(plainToken));
    plain("GET", "/insider");
  }),
  unmarked("below a guard of another parameter's value", ["GET /items/:id"], ({ secure, use, plain }) => {
    use("/items/mine", secure.guard(plainToken));
    plain("GET", "/items/:id");
  }),
];
