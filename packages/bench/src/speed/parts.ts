import { start } from "../size/start.js";
import { growth } from "./growth/growth.js";
import { processes } from "./processes/processes.js";
import { profile } from "./profile/profile.js";
import { sideBySide } from "./side-by-side.js";
import { signIns } from "./sign-ins/sign-ins.js";
import { soak } from "./soak.js";
import { walking } from "./walking.js";
import type { Part } from "./part.js";
import { work } from "./work/work.js";

/** What `pnpm bench` measures, in this order. The page on speed has a region for each. */
export const parts: Readonly<Record<string, Part>> = {
  "side-by-side": sideBySide,
  work,
  walk: walking,
  "sign-ins": signIns,
  growth,
  soak,
  processes,
  start,
  profile,
};
