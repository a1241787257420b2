import { env } from "cloudflare:workers";
import { application } from "./application.mjs";

const { fetch } = application(env.settings);
export default { fetch: (request) => fetch(request) };
