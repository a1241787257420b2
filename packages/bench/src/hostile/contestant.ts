import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import type { Material } from "@ampoule/testing/hostile-bearer";

/** What a contestant is configured with: HS256, an issuer, an audience, and nothing else that its library does not ask for. */
export type Told = Pick<Material, "secret" | "issuer" | "audience">;

/** A way to protect `GET /me` with bearer tokens. */
export interface Contestant {
  readonly name: string;
  /** The `typ` that it takes for an access token by default. */
  readonly type: string;
  /** Gives a server that listens, or is about to. */
  readonly serve: (told: Told) => Server;
}

/** The port of a server, once it has one. */
export async function portOf(server: Server): Promise<number> {
  if (!server.listening) await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
