import { constantTimeEqual, loginForm, oauth2PasswordBearer, provider, scoped, type RequestView } from "@ampoule/core";
import { jwtVerify, SignJWT } from "jose";
import type { AppSpec, UserSpec } from "../format/case-file.js";
import { required } from "../fields.js";
import { HttpError } from "../http-error.js";
import type { Application, Surroundings } from "./application.js";

type User = Omit<UserSpec, "password">;

/** Signed tokens with scopes, and a user behind them. */
export const jwtScopes: Application = (surroundings) => {
  const { secure, route } = surroundings;
  const { accessToken, currentUser, activeUser } = providersOf(surroundings);
  const me = secure({ user: activeUser }, ({ user }) => user);
  const items = secure({ user: scoped(activeUser, "items") }, ({ user }) => [{ itemId: "Foo", owner: user.username }]);
  const status = secure({ _: accessToken, user: currentUser }, () => ({ status: "ok" }));
  route("POST", "/token", loginOf(surroundings));
  route("GET", "/users/me", me);
  route("GET", "/users/me/items", items);
  route("GET", "/status", status);
};

function loginOf({ secure, spec }: Surroundings) {
  return secure({ form: loginForm() }, async ({ form }) => {
    const user = usersOf(spec).find(({ username }) => username === form.username);
    const isGood = constantTimeEqual(form.password, user?.password ?? "");
    if (user === undefined || !isGood) throw new HttpError(400, "Incorrect username or password");
    return { access_token: await issue(keyOf(spec), user.username, form.scopes), token_type: "bearer" };
  });
}

function providersOf({ spec, details }: Surroundings) {
  const refuse = (request: RequestView) => details.reject(request, "Could not validate credentials");
  const accessToken = oauth2PasswordBearer({
    tokenUrl: "token",
    scopes: { me: "Own profile", items: "Own items" },
    verify: async (token, { request }) => (await claimsOf(token, keyOf(spec))) ?? refuse(request),
  });
  const currentUser = provider({ token: accessToken }, ({ token }, { request }): User | ReturnType<typeof refuse> => {
    const user = usersOf(spec).find(({ username }) => username === token.sub);
    return user === undefined ? refuse(request) : { username: user.username, fullName: user.fullName, disabled: user.disabled };
  });
  const activeUser = provider({ user: scoped(currentUser, "me") }, ({ user }) => {
    if (user.disabled) throw new HttpError(400, "Inactive user");
    return user;
  });
  return { accessToken, currentUser, activeUser };
}

async function claimsOf(token: string, key: Uint8Array): Promise<{ sub: string; scope: string } | undefined> {
  const verified = await jwtVerify(token, key, { algorithms: ["HS256"] }).catch(() => undefined);
  const { sub, scope = "" } = verified?.payload ?? {};
  return sub === undefined || typeof scope !== "string" ? undefined : { sub, scope };
}

function issue(key: Uint8Array, subject: string, scopes: readonly string[]): Promise<string> {
  const claims = new SignJWT({ scope: scopes.join(" ") }).setProtectedHeader({ alg: "HS256" });
  return claims.setSubject(subject).setExpirationTime("15 minutes").sign(key);
}

function keyOf({ jwtSecret }: AppSpec): Uint8Array {
  return new TextEncoder().encode(required("the application", "jwtSecret", jwtSecret));
}

function usersOf({ users }: AppSpec): readonly UserSpec[] {
  return required("the application", "users", users);
}
