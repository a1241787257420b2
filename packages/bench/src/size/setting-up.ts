// A process of its own declares and seals routes, and says how many milliseconds that took. node setting-up.js <framework> <contestant> <routes>
import "reflect-metadata";
import { once } from "node:events";
import type { Contestants } from "../speed/contestant.js";
import { newMaterial } from "../speed/material.js";

const [, , framework = "", contestant = "", routes = ""] = process.argv;
const { contestants } = (await import(`../speed/contestants/${framework}.js`)) as { contestants: Contestants };
const { material } = newMaterial("HS256");
const serve = contestants[contestant];
if (serve === undefined) throw new TypeError(`${framework} has no contestant "${contestant}".`);

const start = performance.now();
const server = await serve(material, { size: Number(routes) });
console.log(performance.now() - start);
if (!server.listening) await once(server, "listening");
process.exit();
