import {
  allowLowCost,
  ApiKeys,
  apiKeys,
  bcryptHasher,
  Passwords,
  passwords,
  signingKeys,
  type ApiKeyStore,
  type SigningKeys,
} from "@ampoule/accounts";
import type { SecurityOptions } from "@ampoule/core/adapter";
import { container, type DependencyContainer } from "tsyringe";
import { Accounts } from "./accounts.js";
import type { Application } from "./application.js";
import { AUTH, makeAuth } from "./auth.js";
import { endpointsOf } from "./endpoints.js";
import { onExpress } from "./on-express.js";
import { onHono } from "./on-hono.js";
import { onKoa } from "./on-koa.js";
import { Store } from "./store.js";
import { openStores } from "./stores.js";

export const frameworks = { express: onExpress, koa: onKoa, hono: onHono } as const;
export type Framework = keyof typeof frameworks;

/** Who can sign in from the start. For trying things out: they are written in the documentation. */
export const demo = {
  user: { email: "alice@example.com", password: "wonderland-1865" },
  admin: { email: "admin@example.com", password: "looking-glass-1871" },
  service: "reports",
} as const;

export interface ExampleOptions extends Partial<SecurityOptions> {
  readonly framework: Framework;
  /** A file for the database. Default: in memory. */
  readonly data?: string;
  /** Where sign-ins and API keys are kept: `redis://…`, `postgres://…`, or a file. Default: the database. */
  readonly store?: string;
  /** What signs tokens. Default: `SECRET_KEY`, or a key for development. */
  readonly keys?: SigningKeys;
  /** bcrypt's cost. Default: 12. */
  readonly cost?: number;
}

export interface Example extends Application {
  readonly container: DependencyContainer;
  /** A key of the demo service, made anew at each start. */
  readonly apiKey: string;
  /** Lets go of the database and the store. */
  close(): void;
}

/** Builds the example: services into the container, demo accounts into the database, routes onto the framework. */
export async function makeExample({ framework, ...options }: ExampleOptions): Promise<Example> {
  const { data = ":memory:", store = data, keys = signingKeys(), cost = 12, ...secured } = options;
  const services = container.createChildContainer();
  const database = new Store(data);
  const stores = await openStores(store);
  services.register(Store, { useValue: database });
  services.register(Passwords, { useValue: passwords({ hasher: bcryptHasher({ cost, [allowLowCost]: true }) }) });
  const auth = makeAuth(services.resolve(Accounts), stores.sessions, keys);
  services.register(AUTH, { useValue: auth });
  const apiKey = await addDemo(services, stores.apiKeys);
  const application = frameworks[framework]({ container: services, ...secured }, endpointsOf(auth, keys));
  const close = () => (database.close(), stores.close());
  return { ...application, container: services, apiKey, close };
}

/** Adds the demo accounts, and gives the demo service's key. */
async function addDemo(services: DependencyContainer, store: ApiKeyStore): Promise<string> {
  await services.resolve(Accounts).register(demo.user.email, demo.user.password);
  await services.resolve(Accounts).register(demo.admin.email, demo.admin.password, "admin");
  const keys = apiKeys({ store, prefix: "demo" });
  services.register(ApiKeys, { useValue: keys });
  const { key } = await keys.issue({ owner: demo.service, name: demo.service, expiresIn: 86_400 });
  return key;
}
