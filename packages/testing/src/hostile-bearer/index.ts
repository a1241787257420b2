import { send } from "../raw-http.js";
import type { BearerCase } from "./bearer-case.js";
import { claims } from "./claims.js";
import { form } from "./form.js";
import { headers } from "./headers.js";
import { presented } from "./presented.js";
import type { Material } from "./tokens.js";

export { protectedPath, type BearerCase } from "./bearer-case.js";
export { goodRequests } from "./good.js";
export type { Material } from "./tokens.js";

/** Fifty requests that must not get through: 4xx is right, and neither 200 nor 5xx. */
export const hostileRequests: readonly BearerCase[] = [...presented, ...headers, ...claims, ...form];

/** Sends a request over a socket of its own, and gives back the status. */
export async function statusOf(port: number, { request }: BearerCase, material: Material): Promise<number> {
  return (await send(port, request(material))).status;
}
