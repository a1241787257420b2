import {
  allowKeyInUrl,
  apiKeyCookie,
  apiKeyHeader,
  apiKeyQuery,
  basic,
  bearer,
  httpBase,
  oauth2,
  oauth2AuthorizationCodeBearer,
  oauth2ClientCredentialsBearer,
  oauth2PasswordBearer,
  openIdConnect,
  type ProviderValue,
  type RenderedBody,
  type SchemeOptions,
} from "../../src/index.js";
import { callWith, next, type Handler } from "../adapt/fake-framework.js";

export const verify = () => ({ sub: "somebody" });
/** Every kind of scheme that hooks can be given to. */
export const makers: Readonly<Record<string, (options: SchemeOptions) => ProviderValue<unknown>>> = {
  bearer: (options) => bearer(verify, options),
  basic: (options) => basic({ verify, ...options }),
  apiKeyHeader: (options) => apiKeyHeader({ name: "x-key", verify, ...options }),
  apiKeyQuery: (options) => apiKeyQuery({ name: "key", [allowKeyInUrl]: true, verify, ...options }),
  apiKeyCookie: (options) => apiKeyCookie({ name: "key", verify, ...options }),
  httpBase: (options) => httpBase({ scheme: "Token", verify, ...options }),
  oauth2: (options) => oauth2({ flows: {}, verify, ...options }),
  oauth2PasswordBearer: (options) => oauth2PasswordBearer({ tokenUrl: "/t", verify, ...options }),
  oauth2ClientCredentialsBearer: (options) => oauth2ClientCredentialsBearer({ tokenUrl: "/t", verify, ...options }),
  oauth2AuthorizationCodeBearer: (options) => oauth2AuthorizationCodeBearer({ authorizationUrl: "/a", tokenUrl: "/t", verify, ...options }),
  openIdConnect: (options) => openIdConnect({ openIdConnectUrl: "/o", verify, ...options }),
};

/** The answer to one request, whole. */
export async function answer(handler: Handler, ...lines: string[]) {
  const call = callWith(...lines);
  await handler(call, next);
  const { status, headers = {}, body } = call.reply ?? {};
  return { status, body, challenge: headers["WWW-Authenticate"], contentType: headers["Content-Type"] };
}

export const text = (body: string): RenderedBody => ({ contentType: "text/plain", body });
