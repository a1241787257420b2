import {
  allowKeyInUrl,
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  basic,
  bearer,
  httpBase,
  loginForm,
  map,
  oauth2,
  oauth2AuthorizationCodeBearer,
  oauth2PasswordBearer,
  openIdConnect,
  optional,
  strictLoginForm,
  type Context,
  type HttpCredentials,
} from "@ampoule/core";
import type { Json } from "../format/json.js";
import type { FlowSpec, SchemeSpec } from "../format/scheme.js";
import { required, requireKnown } from "../fields.js";
import { untypedFlows, type Untyped } from "../untyped.js";
import { isForm, requireKnownScheme } from "./known.js";

/** What a verified credential stands for: it holds every scope that the case demands, since FastAPI enforces none. */
interface Holder {
  readonly scopes: readonly string[];
  readonly credential: Json;
}

/** What each kind of scheme is made from, besides its own fields. */
interface Parts {
  readonly named: { readonly schemeName?: string; readonly description?: string };
  readonly scopes: readonly string[];
  readonly hold: (credential: Json) => Holder;
}

type Make = (spec: SchemeSpec, parts: Parts) => Untyped;

/** The provider of a scheme, which yields what FastAPI's gives. `scopes` are those that anything demands of it. */
export function schemeProvider(spec: SchemeSpec, scopes: readonly string[] = []): Untyped {
  requireKnownScheme(spec);
  if (isForm(spec)) return spec.type.endsWith("Strict") ? strictLoginForm() : loginForm();
  const { type, schemeName, description, autoError = true } = spec;
  const named = { ...(schemeName !== undefined && { schemeName }), ...(description !== undefined && { description }) };
  const made = (makers[type] as Make)(spec, { named, scopes, hold: (credential) => ({ scopes, credential }) });
  const plain = map(made, (held) => (held as Holder).credential);
  return autoError ? plain : optional(plain);
}

const makers: Readonly<Record<string, Make>> = {
  apiKeyHeader: (spec, { named, scopes, hold }) => apiKeyHeader({ ...named, scopes, name: nameOf(spec), verify: hold }),
  apiKeyQuery: (spec, { named, scopes, hold }) =>
    apiKeyQuery({ ...named, scopes, name: nameOf(spec), verify: hold, [allowKeyInUrl]: true }),
  apiKeyCookie: (spec, { named, scopes, hold }) => apiKeyCookie({ ...named, scopes, name: nameOf(spec), verify: hold }),
  httpBasic: ({ realm }, { named, hold }) =>
    basic({ ...named, ...(realm !== undefined && { realm }), verify: ({ username, password }) => hold({ username, password }) }),
  httpBearer({ bearerFormat }, { named, scopes, hold }) {
    const verify = (token: string, context: Context) => hold({ scheme: schemeAsSent(context), credentials: token });
    return bearer({ scopes, verify }, { ...named, ...(bearerFormat !== undefined && { bearerFormat }) });
  },
  httpBase: (spec, parts) => anyHttp(required("httpBase", "scheme", spec.scheme), parts),
  httpDigest: (_, { named, ...parts }) => anyHttp("digest", { ...parts, named: { schemeName: "HTTPDigest", ...named } }),
  oauth2: ({ flows = {} }, { named, scopes, hold }) =>
    oauth2({ ...named, flows: untypedFlows(withScopes(flows, scopes)), verify: (_, context) => hold(wholeField(context)) }),
  oauth2PasswordBearer: (spec, { named, scopes, hold }) =>
    oauth2PasswordBearer({ ...named, ...bearerUrls(spec, scopes), verify: (token) => hold(token) }),
  oauth2AuthorizationCodeBearer: (spec, { named, scopes, hold }) =>
    oauth2AuthorizationCodeBearer({
      ...named,
      ...bearerUrls(spec, scopes),
      authorizationUrl: required(spec.type, "authorizationUrl", spec.authorizationUrl),
      verify: (token) => hold(token),
    }),
  openIdConnect: (spec, { named, scopes, hold }) =>
    openIdConnect({
      ...named,
      scopes,
      openIdConnectUrl: required("openIdConnect", "openIdConnectUrl", spec.openIdConnectUrl),
      verify: (_, context) => hold(wholeField(context)),
    }),
};

function nameOf({ type, name }: SchemeSpec): string {
  return required(type, "name", name);
}

function anyHttp(scheme: string, { named, scopes, hold }: Parts): Untyped {
  const verify = ({ credentials }: HttpCredentials, context: Context) => hold({ scheme: schemeAsSent(context), credentials });
  return httpBase({ ...named, scopes, scheme, verify });
}

function bearerUrls({ type, tokenUrl, refreshUrl, scopes: described = {} }: SchemeSpec, scopes: readonly string[]) {
  const urls = { tokenUrl: required(type, "tokenUrl", tokenUrl), ...(refreshUrl !== undefined && { refreshUrl }) };
  return { ...urls, scopes: declared(described, scopes) };
}

/** What the case describes, and what it demands besides. */
function declared(described: Readonly<Record<string, string>>, scopes: readonly string[]): Readonly<Record<string, string>> {
  return { ...Object.fromEntries(scopes.map((scope) => [scope, "demanded by the case"])), ...described };
}

function withScopes(flows: Readonly<Record<string, FlowSpec>>, scopes: readonly string[]): Readonly<Record<string, FlowSpec>> {
  requireKnown("the flows", flows, ["implicit", "password", "clientCredentials", "authorizationCode"]);
  return Object.fromEntries(Object.entries(flows).map(([flow, one]) => [flow, { ...one, scopes: declared(one.scopes ?? {}, scopes) }]));
}

function wholeField({ request }: Context): string {
  return request.header("authorization")[0] ?? "";
}

function schemeAsSent(context: Context): string {
  return wholeField(context).split(" ", 1)[0] ?? "";
}
