import {
  fresh,
  provider,
  resource,
  scoped,
  SecurityScopes,
  type Context,
  type Needs,
  type Rejected,
  type RequestView,
} from "@ampoule/core";
import type { DepSpec, EdgeSpec, GraphSpec } from "../format/graph.js";
import type { Json } from "../format/json.js";
import { required, requireKnown, UnknownInCase } from "../fields.js";
import { errorOf, HttpError } from "../http-error.js";
import type { OwnDetails } from "../own-details.js";
import { schemeProvider } from "../schemes/build.js";
import type { Untyped } from "../untyped.js";
import type { Recorder } from "./recorder.js";
import { demandedScopes } from "./routes.js";
import { lifeOf, requireKnownLife } from "./yielding.js";

type Values = Readonly<Record<string, unknown>>;

/** A dependency decides over its caller, as every one of FastAPI's may. */
const anybody = provider({}, () => true);

/** Makes the providers of a graph, each once. */
export class Providers {
  readonly #made = new Map<string, Untyped>();

  constructor(
    private readonly graph: GraphSpec,
    private readonly recorder: Recorder,
    private readonly details: OwnDetails,
  ) {}

  /** One use of a dependency or a scheme. */
  use(edge: EdgeSpec): Untyped {
    requireKnown("an edge", edge, ["as", "dep", "scheme", "scopes", "useCache", "lifetime"]);
    const { dep, scheme, scopes = [], useCache = true, lifetime = "request" } = edge;
    const target = scheme === undefined ? this.#dep(required("an edge", "dep", dep), lifetime) : this.#scheme(scheme);
    const demanding = scopes.length === 0 ? target : scoped(target, ...scopes);
    return useCache ? demanding : fresh(demanding);
  }

  /** Each thing that one name stands for, with what stands in for it under another: a yielding dependency has one provider for each lifetime. */
  standIns(original: string, replacement: string): (readonly [original: Untyped, replacement: Untyped])[] {
    if (Object.hasOwn(this.graph.schemes ?? {}, original)) return [[this.#scheme(original), this.#dep(replacement, "request")]];
    const lifetimes = this.#isBound(original) ? (["request", "function"] as const) : (["request"] as const);
    return lifetimes.map((lifetime) => [this.#dep(original, lifetime), this.#dep(replacement, lifetime)]);
  }

  /** Whether a name stands for something that is closed, or is replaced by such. */
  #isBound(name: string): boolean {
    const { deps = {}, overrides = {} } = this.graph;
    return deps[name]?.yields !== undefined || deps[overrides[name] ?? ""]?.yields !== undefined;
  }

  #spec(name: string): DepSpec {
    const { deps = {} } = this.graph;
    const spec = Object.hasOwn(deps, name) ? deps[name] : undefined;
    if (spec === undefined) throw new UnknownInCase(`the graph has no dependency "${name}"`);
    requireKnown(`the dependency ${name}`, spec, ["needs", "securityScopes", "sync", "yields", "throws"]);
    return spec;
  }

  #once(key: string, make: () => Untyped): Untyped {
    const known = this.#made.get(key) ?? make();
    this.#made.set(key, known);
    return known;
  }

  #scheme(name: string): Untyped {
    const { schemes = {} } = this.graph;
    const spec = Object.hasOwn(schemes, name) ? schemes[name] : undefined;
    if (spec === undefined) throw new UnknownInCase(`the graph has no scheme "${name}"`);
    return this.#once(`scheme ${name}`, () => schemeProvider(spec, demandedScopes(this.graph)));
  }

  #dep(name: string, lifetime: "request" | "function"): Untyped {
    const spec = this.#spec(name);
    const key = this.#isBound(name) ? `${name} ${lifetime}` : name;
    return this.#once(key, () => (spec.yields === undefined ? this.#plain(name, spec) : this.#yielding(name, spec, lifetime)));
  }

  #needs({ needs = [], securityScopes = false }: DepSpec): Needs {
    const uses = needs.map((edge, index) => [`need ${index}`, this.use(edge)]);
    return { ...Object.fromEntries(uses), ...(securityScopes && { wanted: SecurityScopes }) };
  }

  #plain(name: string, spec: DepSpec): Untyped {
    const run = (values: Values, { request }: Context) => {
      const call = this.recorder.call(name, "call");
      return this.#refuse(spec, request) ?? this.#value(name, spec, { call, values });
    };
    return provider(this.#needs(spec), spec.sync === true ? run : async (values: Values, context) => run(values, context));
  }

  /** A 401 is said and not thrown; everything else goes to the application's error handler. */
  #refuse({ throws }: DepSpec, request: RequestView): Rejected | undefined {
    if (throws === undefined) return undefined;
    if (throws.status !== 401) throw errorOf(throws);
    return this.details.reject(request, new HttpError(401, throws.detail).detail);
  }

  #yielding(name: string, spec: DepSpec, lifetime: "request" | "function"): Untyped {
    const yields = requireKnownLife(spec.yields ?? {});
    const run = (values: Values, { request }: Context) =>
      lifeOf(name, yields, this.recorder, () => {
        const value = this.#value(name, spec, { call: this.recorder.call(name, "enter"), values });
        return { value, refused: this.#refuse(spec, request) };
      });
    return resource({ ...this.#needs(spec), anybody }, run, { lifetime: lifetime === "function" ? "handler" : "request" });
  }

  #value(name: string, { needs = [], securityScopes = false }: DepSpec, run: { call: number; values: Values }): Json {
    const wanted = run.values["wanted"] as { readonly scopes: readonly string[] } | undefined;
    const given = needs.map(({ as = "" }, index) => [as, run.values[`need ${index}`]] as const);
    const value = {
      dep: name,
      call: run.call,
      ...(securityScopes && { scopes: [...(wanted?.scopes ?? [])] }),
      ...(given.length > 0 && { needs: Object.fromEntries(given) as Record<string, Json> }),
    };
    // What stands in for a credential is asked for scopes as the credential would be. It holds them all, as those of this runner do.
    return securityScopes ? value : Object.defineProperty(value, "scopes", { value: demandedScopes(this.graph), enumerable: false });
  }
}
