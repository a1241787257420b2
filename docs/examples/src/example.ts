import type { SecurityOptions } from "@ampoule/core/adapter";
import { container, type DependencyContainer } from "tsyringe";
import { Accounts } from "./accounts.js";
import { ApiKeys } from "./api-keys.js";
import type { Application } from "./application.js";
import { onExpress } from "./on-express.js";
import { onHono } from "./on-hono.js";
import { onKoa } from "./on-koa.js";
import { Passwords } from "./passwords.js";
import { Store } from "./store.js";
import { Tokens } from "./tokens.js";

export const frameworks = { express: onExpress, koa: onKoa, hono: onHono } as const;
export type Framework = keyof typeof frameworks;

/** Who can sign in from the start. For trying things out: they are written in the documentation. */
export const demo = {
  user: { email: "alice@example.com", password: "wonderland-1865" },
  admin: { email: "admin@example.com", password: "looking-glass-1871" },
  apiKey: { key: "demo-key-4242", service: "reports" },
} as const;

export interface ExampleOptions extends Partial<SecurityOptions> {
  readonly framework: Framework;
  /** A file for the database. Default: in memory. */
  readonly data?: string;
  /** bcrypt's cost. Default: 12. */
  readonly cost?: number;
}

export interface Example extends Application {
  readonly store: Store;
  readonly container: DependencyContainer;
}

/** Builds the example: services into the container, demo accounts into the database, routes onto the framework. */
export async function makeExample({ framework, data = ":memory:", cost = 12, ...options }: ExampleOptions): Promise<Example> {
  const services = container.createChildContainer();
  const store = new Store(data);
  services.register(Store, { useValue: store });
  services.register(Passwords, { useValue: new Passwords({ cost }) });
  services.register(Tokens, { useValue: await Tokens.create() });
  await services.resolve(Accounts).register(demo.user.email, demo.user.password);
  await services.resolve(Accounts).register(demo.admin.email, demo.admin.password, "admin");
  services.resolve(ApiKeys).add(demo.apiKey.key, demo.apiKey.service);
  return { ...frameworks[framework]({ container: services, ...options }), store, container: services };
}
