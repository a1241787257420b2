import type { ServerResponse } from "node:http";
import type { SecurityOptions } from "@ampoule/core/adapter";
import type { Mountable, NeutralSecure } from "../../adapter-contract/harness.js";

/** Where the routes of a case are mounted: an application or a router of the framework. */
export interface Board {
  readonly secure: NeutralSecure;
  /** Mounts guards and a handler on one route of the framework, in this order. */
  route(method: string, path: string, ...chain: Mountable[]): void;
  /** Mounts a nested router in the framework's own way. */
  nest(prefix: string, add: (board: Board) => void): void;
}

/** What an application of a case is made of. */
export interface Blueprint {
  readonly options: SecurityOptions;
  readonly add: (board: Board) => void;
  /** Told of every answer before the framework sees the request. */
  readonly watch?: (response: ServerResponse) => void;
}

/** A sealed application on a free port of 127.0.0.1. */
export interface Running extends AsyncDisposable {
  readonly port: number;
  /** What reached the application's error handler and is no HTTP error of its own. */
  readonly faults: readonly unknown[];
  readonly secure: NeutralSecure;
  /** The OpenAPI document of its routes. */
  document(): unknown;
}

/** One framework with its adapter. */
export interface Frame {
  readonly name: string;
  /** A `ConfigurationError` rejects. */
  serve(blueprint: Blueprint): Promise<Running>;
}
