/** What all flows may say besides their URLs. */
interface FlowParts<S extends string> {
  /** Where tokens are refreshed. Default: not said. */
  readonly refreshUrl?: string;
  /** Every scope that may be demanded, with its description. Default: none. */
  readonly scopes?: Readonly<Record<S, string>>;
}

/** A flow that begins where the user agrees. */
export interface AuthorizingFlow<S extends string> extends FlowParts<S> {
  /** Where the user is sent to agree, as documentation sees it. */
  readonly authorizationUrl: string;
}

/** A flow whose tokens come from a token endpoint. */
export interface TokenFlow<S extends string> extends FlowParts<S> {
  /** Where tokens are had, as documentation sees it. */
  readonly tokenUrl: string;
}

/** The ways in which OpenAPI lets one get a token; each has scopes of its own. */
export interface OAuth2Flows<I extends string, P extends string, C extends string, A extends string> {
  /** RFC 9700 section 2.1.2 advises against it: document it only where it is there. */
  readonly implicit?: AuthorizingFlow<I>;
  /** First-party sign-in; see `loginForm`. */
  readonly password?: TokenFlow<P>;
  readonly clientCredentials?: TokenFlow<C>;
  readonly authorizationCode?: AuthorizingFlow<A> & TokenFlow<A>;
}

/** Any one flow, with its types erased. */
type AnyFlow = FlowParts<string> & Partial<Record<"authorizationUrl" | "tokenUrl", string>>;

const kinds = ["implicit", "password", "clientCredentials", "authorizationCode"] as const;
const urls = ["authorizationUrl", "tokenUrl", "refreshUrl"] as const;

/** The OpenAPI object of flows, and every scope of theirs, each once. What is not said is left out. */
export function describeFlows<S extends string>(flows: OAuth2Flows<S, S, S, S>): { openapi: Record<string, unknown>; scopes: S[] } {
  const said = kinds.flatMap((kind) => (flows[kind] === undefined ? [] : [[kind, flows[kind] as AnyFlow] as const]));
  const scopes = said.flatMap(([, flow]) => Object.keys(flow.scopes ?? {}) as S[]);
  const described = said.map(([kind, flow]) => [kind, describeFlow(flow)]);
  return { openapi: { type: "oauth2", flows: Object.fromEntries(described) }, scopes: [...new Set(scopes)] };
}

function describeFlow(flow: AnyFlow): Record<string, unknown> {
  const said = urls.flatMap((name) => (flow[name] === undefined ? [] : [[name, flow[name]]]));
  return { scopes: flow.scopes ?? {}, ...Object.fromEntries(said) };
}
