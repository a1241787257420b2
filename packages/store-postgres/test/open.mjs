import pg from "pg";
import { postgresStore } from "../dist/index.js";

/** For another process: the same server. */
export function open(connectionString) {
  const pool = new pg.Pool({ connectionString }).on("error", () => undefined);
  return { store: postgresStore({ pool, timeout: 10_000 }), close: () => pool.end() };
}
