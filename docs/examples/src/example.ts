import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  allowLowCost,
  bcryptHasher,
  consoleMailer,
  passwords,
  signingKeys,
  throttle,
  type Mailer,
  type SigningKeys,
} from "@ampoule/accounts";
import type { SecurityOptions } from "@ampoule/core/adapter";
import type { Clock } from "@ampoule/core/jwt";
import { container, type DependencyContainer } from "tsyringe";
import type { Application } from "./application.js";
import { addService, addUsers } from "./demo.js";
import { endpointsOf } from "./endpoints.js";
import { onExpress } from "./on-express.js";
import { onHono } from "./on-hono.js";
import { onKoa } from "./on-koa.js";
import { Store } from "./store.js";
import { openStores } from "./stores.js";
import { SqliteUsers } from "./users.js";

export const frameworks = { express: onExpress, koa: onKoa, hono: onHono } as const;
export type Framework = keyof typeof frameworks;

export interface ExampleOptions extends Partial<SecurityOptions> {
  readonly framework: Framework;
  /** Default: 0, for any free one. */
  readonly port?: number;
  /** A file for the database. Default: in memory. */
  readonly data?: string;
  /** Where sign-ins and API keys are kept: `redis://…`, `postgres://…`, or a file. Default: the database. */
  readonly store?: string;
  /** What signs tokens. Default: `SECRET_KEY`, or a key for development. */
  readonly keys?: SigningKeys;
  /** What sends mail. Default: it is printed. */
  readonly mailer?: Mailer;
  /** bcrypt's cost. Default: 12. */
  readonly cost?: number;
  /** What o'clock tokens think it is, in milliseconds since 1970. Default: the system's. */
  readonly clock?: Clock;
}

export interface Example {
  readonly server: Server;
  /** Where the page is, without a slash at the end. */
  readonly address: string;
  readonly report: Application["report"];
  readonly container: DependencyContainer;
  /** A key of the demo service, made anew at each start. */
  readonly apiKey: string;
  /** Lets go of the database and the store. */
  close(): void;
}

/** Starts the example: services into the container, demo accounts into the database, routes onto the framework. */
export async function startExample(options: ExampleOptions): Promise<Example> {
  const { framework, port = 0, data = ":memory:", store = data, keys = signingKeys(), mailer = consoleMailer(), ...others } = options;
  const { cost = 12, clock = Date.now, ...secured } = others;
  const database = new Store(data);
  const stores = await openStores(store);
  const services = container.createChildContainer().register(Store, { useValue: database });
  const checked = passwords({ hasher: bcryptHasher({ cost, [allowLowCost]: true }) });
  const parts = { users: services.resolve(SqliteUsers), passwords: checked, stores, keys, mailer, clock, guesses: throttle() };
  await addUsers(parts);
  const apiKey = await addService(services, stores.apiKeys);
  const { server, address } = await listening(port);
  const endpoints = endpointsOf({ ...parts, address }, services);
  const { listener, report } = frameworks[framework]({ container: services, ...secured }, endpoints);
  server.on("request", listener);
  return { server, address, report, container: services, apiKey, close: () => (database.close(), stores.close()) };
}

/** The port comes first: links in mails name it. */
async function listening(port: number): Promise<Pick<Example, "server" | "address">> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
