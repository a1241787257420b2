import { createClient } from "redis";
import { redisStore } from "../dist/index.js";

/** For another process: the same server. */
export async function open(url) {
  const client = await createClient({ url }).connect();
  return { store: redisStore({ client }), close: () => client.destroy() };
}
