import { performance } from "node:perf_hooks";
import { bcryptHasher } from "../../passwords/bcrypt.js";
import type { AppSettings } from "../../settings/app-settings.js";
import { about, type Finding } from "../finding.js";

const { ok, warn } = about("hashing");

/** Milliseconds between which a guess is dear enough, and a sign-in quick enough. */
const [quick, slow] = [50, 500];
/** What AMPOULE_BCRYPT_COST can be. */
const costs = [10, 11, 12, 13, 14, 15];

/** Milliseconds that one hash takes at a cost. */
export type Measure = (cost: number) => Promise<number>;

/** What a bcrypt hash takes on this machine at the cost that is set, and whether another one would be better. Who only verifies tokens has no passwords. */
export async function checkHashing({ bcrypt: { cost }, key }: AppSettings, measure: Measure = measured): Promise<readonly Finding[]> {
  if (key === "public") return [];
  const taken = await measure(cost);
  const said = `A bcrypt hash at a cost of ${cost} takes ${Math.round(taken)} ms here`;
  const better = betterThan(cost, taken);
  if (taken < quick) return [warn(`${said}: guessing is cheap. ${adviceOf(better, cost, "it cannot be set higher: take argon2Hasher()")}`)];
  if (taken > slow)
    return [
      warn(
        `${said}: people wait, and few can sign in at once. ${adviceOf(better, cost, "it cannot be set lower: this machine is slow, or busy")}`,
      ),
    ];
  return [ok(`${said}.`)];
}

/** The highest cost whose hash is quick enough; each step doubles the work. */
function betterThan(cost: number, taken: number): number {
  return costs.findLast((one) => taken * 2 ** (one - cost) <= slow) ?? 10;
}

function adviceOf(better: number, cost: number, otherwise: string): string {
  return better === cost ? `As for AMPOULE_BCRYPT_COST, ${otherwise}.` : `Set AMPOULE_BCRYPT_COST to ${better}.`;
}

/** The better of two, since whatever else runs makes one slower and none quicker. */
async function measured(cost: number): Promise<number> {
  const hasher = bcryptHasher({ cost });
  const times: number[] = [];
  for (let run = 0; run < 2; run += 1) {
    const start = performance.now();
    await hasher.hash("a password that nobody has");
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
