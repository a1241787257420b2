import type { RequestListener } from "node:http";
import type { Endpoint } from "@ampoule/core";
import type { RouteReport, SecurityOptions } from "@ampoule/core/adapter";

/** The example on one framework. */
export interface Application {
  readonly listener: RequestListener;
  readonly report: readonly RouteReport[];
}

/** Puts the example on one framework. */
export type MakeApplication = (options: SecurityOptions, endpoints: Readonly<Record<string, Endpoint>>) => Application;
