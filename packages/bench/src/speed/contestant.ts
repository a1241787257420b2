import type { Server } from "node:net";
import type { Material } from "./material.js";

/** What is different from one server to another of the same contestant. */
export interface Circumstances {
  /** How many there are of what the contestant is about: routes, registrations, providers. Default: 1. */
  readonly size?: number;
  /** In how many processes. Default: one, by itself. */
  readonly workers?: number;
  /** Where Redis is. */
  readonly redis?: string;
}

/** A way to hand the caller to the handler of `GET /me`: gives a server that listens, or is about to. */
type Serve = (material: Material, circumstances: Circumstances) => Server | Promise<Server>;

/** The contestants of one module, by name. */
export type Contestants = Readonly<Record<string, Serve>>;

/** The frameworks that Ampoule is measured on. */
export const frameworks = ["express", "koa", "hono"] as const;
export type Framework = (typeof frameworks)[number];

/** A module of `contestants`: each stands alone, so that a server loads no other. */
export type Home = Framework | "nest" | "routing-controllers" | "issuing";
