import { express } from "./express.js";
import type { Frame } from "./frame.js";
import { hono } from "./hono.js";
import { koa } from "./koa.js";

/** The frameworks that cases run on. */
export const frames: readonly Frame[] = [express, koa, hono];
