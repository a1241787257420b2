import type { IssuerAlgorithm } from "./signing-keys.js";

/** What an offline issuer can be told. */
export interface OfflineIssuerOptions {
  /** What it signs with. Default: `"ES256"`, which is quick to make keys for. */
  readonly algorithm?: IssuerAlgorithm;
  /** The `aud` of its tokens. Default: `"https://api.test"`. */
  readonly audience?: string;
  /**
   * Its name, as tokens and metadata have it: `"https://accounts.google.com"`, say. Default: its own address. With `listen: false` its addresses
   * are under this name, and {@link OfflineIssuer.fetch} answers for them.
   */
  readonly issuer?: string;
  /** The path below its origin, as in `"/realms/demo"`. Default: none. */
  readonly path?: string;
  /** Whether it listens on a free port of 127.0.0.1. Default: true. Without, it answers by {@link OfflineIssuer.fetch} only. */
  readonly listen?: boolean;
  /** Who may ask its token and introspection endpoints: secrets by client id. Default: `{ api: "api-secret" }`. */
  readonly clients?: Readonly<Record<string, string>>;
  /** Seconds for which its tokens live. Default: 300. */
  readonly lifetime?: number;
  /** The time, in milliseconds since 1970. Default: the system's. */
  readonly clock?: () => number;
}

/** Options with their defaults filled in. */
export type IssuerSettings = Required<Omit<OfflineIssuerOptions, "issuer">> & Pick<OfflineIssuerOptions, "issuer">;

export function issuerSettings(options: OfflineIssuerOptions): IssuerSettings {
  return {
    algorithm: "ES256",
    audience: "https://api.test",
    path: "",
    listen: true,
    clients: { api: "api-secret" },
    lifetime: 300,
    clock: Date.now,
    ...options,
  };
}
