import type { AppSettings } from "../../settings/app-settings.js";
import { about, type Finding } from "../finding.js";

const { ok, warn } = about("lifetimes");
const [minute, day] = [60, 86_400];

/** Their order was checked when they were read. */
export function checkLifetimes({ lifetimes, key }: AppSettings): readonly Finding[] {
  if (key === "public") return [];
  const { access, idle, absolute, grace } = lifetimes;
  const found = [ok(`Access tokens ${access / minute} min, unused sign-ins ${idle / day} d, sign-ins ${absolute / day} d at most.`)];
  if (grace === 0) found.push(warn("No grace: a client whose answer was lost has to sign in again (AMPOULE_REFRESH_GRACE_SECONDS)."));
  return found;
}
