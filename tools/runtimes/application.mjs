import "reflect-metadata";
import { bearer, oauthForm, optional, provider, scoped } from "@ampoule/core";
import { jwks, jwt } from "@ampoule/core/jwt";
import { allowInsecureHttp, oidc } from "@ampoule/core/oidc";
import { security } from "@ampoule/hono";
import { Hono } from "hono";
import { container } from "tsyringe";

const scopes = ["read", "write"];
const development = { [allowInsecureHttp]: true };

/** Everything that is made before the first request: some runtimes forbid there what they allow in one. */
export function application({ audience, local, issuer, moved, aging }) {
  const own = bearer(jwt({ issuer: local.issuer, audience, scopes, keys: [local.key] }));
  const issued = bearer(oidc({ issuer, audience, scopes, ...development }));
  const elsewhere = bearer(remote(moved, audience));
  const renewed = bearer(remote(aging, audience, { cooldown: 1_000, maxAge: 2_200, timeout: 1_000 }));
  const user = provider({ token: own }, ({ token }) => ({ sub: token.sub }));
  return serving({
    user,
    visitor: optional(user),
    writer: scoped(user, "write"),
    issued,
    issuedWriter: scoped(issued, "write"),
    elsewhere,
    renewed,
  });
}

function remote(issuer, audience, times = {}) {
  const keys = jwks(`${issuer}/jwks`, { ...development, ...times });
  return jwt({ issuer, audience, keys, algorithms: ["ES256"], cache: false });
}

function serving(providers) {
  const app = new Hono();
  const secure = security({ container: container.createChildContainer() });
  const health = secure.open(() => ({ ok: true }));
  app.get("/health", health);
  for (const [name, who] of Object.entries(providers)) {
    const route = secure({ me: who }, ({ me }) => ({ sub: me?.sub ?? null }));
    app.get(`/${name}`, route);
  }
  const signIn = secure({ form: oauthForm({ fields: ["username"] }) }, ({ form }) => ({ sub: form.get("username") }));
  app.post("/sign-in", signIn);
  return secure.seal(app);
}
