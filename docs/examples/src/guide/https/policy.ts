import { clientProtocol, type AppSettings } from "@ampoule/accounts";
import { allowLoopback, type HttpsOptions } from "@ampoule/core";

// #region own
export const own: HttpsOptions = { strictTransport: { maxAge: 300 } }; // seconds; months, once all of it works
// #endregion own

// #region proxy
export const behindProxy = ({ trustedProxies }: Pick<AppSettings, "trustedProxies">): HttpsOptions => ({
  ...own,
  protocol: clientProtocol({ trustedProxies, header: "x-forwarded-proto" }),
});
// #endregion proxy

// #region platform
export const onPlatform: HttpsOptions = { protocol: (request) => (request.header("x-arr-ssl").length > 0 ? "https" : "http") };
// #endregion platform

// #region development
export const policyOf = (settings: Pick<AppSettings, "rules" | "trustedProxies">): HttpsOptions =>
  settings.rules === "development" ? { [allowLoopback]: true } : behindProxy(settings);
// #endregion development
