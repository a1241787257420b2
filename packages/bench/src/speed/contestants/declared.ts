import { timingSafeEqual } from "node:crypto";
import type { Server } from "node:net";
import { bcryptHasher, passwords, type PasswordsOptions } from "@ampoule/accounts";
import { apiKeyHeader, basic, bearer, provider, rejected, Security } from "@ampoule/core";
import type { Secure } from "@ampoule/core/adapter";
import { jwt, type AccessToken, type LocalKeys } from "@ampoule/core/jwt";
import { container, injectable, type DependencyContainer } from "tsyringe";
import type { Contestants } from "../contestant.js";
import type { Material } from "../material.js";
import { anybody, bcryptCost, Users, type User } from "../user.js";

/** What an application registers. */
export function services(more = 0): DependencyContainer {
  const own = container.createChildContainer().registerSingleton(Users);
  for (let index = 0; index < more; index += 1) own.register(`service ${index}`, { useValue: index });
  return own;
}

const answer = ({ user }: { readonly user: User }, ..._given: readonly unknown[]): User => user;

/** What is mounted: a handler, and where there is one, a guard for everything. */
interface Mounted<Handler> {
  readonly handler: Handler;
  readonly guard?: Handler;
  /** Handlers of as many other routes, which stand before it. */
  readonly others?: readonly Handler[];
}

/** Ampoule's own contestants, which read alike on every framework. `serve` mounts what was declared, and listens. */
export function declared<App, Given extends readonly unknown[], Handler>(
  serve: (declare: (secure: Secure<App, Given, Handler>) => Mounted<Handler>, container?: DependencyContainer) => Server,
): Contestants {
  return {
    "ampoule, open": () => serve((secure) => ({ handler: secure.open(() => anybody) })),
    "ampoule, function": (material) => serve((secure) => ({ handler: secure({ user: currentUserOf(material) }, answer) })),
    "ampoule, class": (material) => serve((secure) => ({ handler: secure(controllerOf(currentUserOf(material)), "show") })),
    "ampoule, guard": (material) =>
      serve((secure) => {
        const guard = secure.guard(currentUserOf(material));
        return { guard, handler: secure.open((...given) => guard.of(given[0])) };
      }),
    "ampoule, among routes": (material, { size = 1 }) =>
      serve((secure) => {
        const user = currentUserOf(material);
        return { handler: secure({ user }, answer), others: Array.from({ length: size - 1 }, () => secure({ user }, answer)) };
      }),
    "ampoule, among registrations": (material, { size }) =>
      serve((secure) => ({ handler: secure(controllerOf(currentUserOf(material)), "show") }), services(size)),
    "ampoule, over providers": (material, { size = 1 }) =>
      serve((secure) => ({ handler: secure({ user: chainOf(currentUserOf(material), size) }, answer) })),
    "ampoule, API key": (material) => serve((secure) => ({ handler: secure({ user: keyHolderOf(material) }, answer) })),
    "ampoule, Basic": async (material) => {
      const user = await accountOf(material);
      return serve((secure) => ({ handler: secure({ user }, answer) }));
    },
    "ampoule, Basic remembered": async (material) => {
      const user = await accountOf(material, { cache: { expiresIn: 60, size: 1_000 } });
      return serve((secure) => ({ handler: secure({ user }, answer) }));
    },
  };
}

/** The caller, as an application declares it once for every framework. */
export function currentUserOf(material: Material) {
  const { issuer, audience } = material;
  const token = bearer(jwt({ issuer, audience, keys: keysOf(material) }));
  return provider({ token, users: Users }, ({ token: { sub }, users }: { token: AccessToken; users: Users }) => users.bySubject(sub));
}

/** So many providers, each over the one before it. */
function chainOf(first: ReturnType<typeof currentUserOf>, length: number): ReturnType<typeof currentUserOf> {
  let last = first;
  for (let index = 1; index < length; index += 1) last = provider({ user: last }, ({ user }: { user: User }) => user);
  return last;
}

function keysOf({ algorithm, secret, jwk }: Material): LocalKeys {
  return algorithm === "HS256" ? [{ alg: algorithm, secret }] : [{ alg: algorithm, jwk }];
}

/** The caller by an API key, compared in constant time. */
function keyHolderOf({ apiKey }: Material) {
  const kept = Buffer.from(apiKey);
  const verify = (key: string) =>
    key.length === kept.length && timingSafeEqual(Buffer.from(key), kept) ? anybody : rejected("unknown_key");
  return apiKeyHeader({ name: "x-api-key", verify });
}

/** The caller by name and password, of which a hash is kept. */
async function accountOf({ password }: Material, options: Pick<PasswordsOptions, "cache"> = {}) {
  const checked = passwords({ ...options, hasher: bcryptHasher({ cost: bcryptCost }) });
  const passwordHash = await checked.hash(password);
  const find = (name: string) => (name === anybody.id ? { account: anybody, passwordHash } : undefined);
  return basic({ verify: ({ username, password: given }) => checked.authenticate(find, username, given) });
}

/** A controller over a provider that is made for this run, as the container makes it by default: anew for each request. */
function controllerOf(currentUser: ReturnType<typeof currentUserOf>) {
  @injectable()
  class Me {
    show(@Security(currentUser) user: User): User {
      return user;
    }
  }
  return Me;
}
