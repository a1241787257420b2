import type { Curve, Part, Picture, Setting } from "../part.js";
import { byConnections, bySize, curveOf, samplesOf, type Experiment, type Sample, type Sampling } from "./experiment.js";
import { ofConnections, ofServers } from "./experiments.js";
import { growthTable } from "./growth-table.js";
import { tokens } from "./tokens.js";

const cpu = "µs of processor time for each request";
const p99 = "p99, ms";

/** How costs grow with everything that an application may have more of. */
export const growth: Part = async (setting) => {
  const pictures: Picture[] = [];
  const add = (picture: Picture): void => {
    pictures.push(picture);
    setting.say(growthTable(picture));
  };
  for (const experiment of ofServers) {
    const samples = await linesOf(experiment, setting, bySize);
    add({ ...experiment, y: cpu, curves: samples.map(([name, found]) => curveOf(name, found, (round) => round.cpu)) });
  }
  const samples = await linesOf(ofConnections, setting, byConnections);
  const curves = (of: "throughput" | "p99"): Curve[] => samples.map(([name, found]) => curveOf(name, found, (round) => round[of]));
  add({ ...ofConnections, y: "requests each second", curves: curves("throughput") });
  add({ ...ofConnections, name: "waiting", y: p99, curves: curves("p99") });
  for (const picture of await tokens(setting)) add(picture);
  return { outcomes: [], figures: undefined, pictures };
};

/** The lines of an experiment, one after the other: within each, sizes are measured in turn. */
async function linesOf({ lines, sizes }: Experiment, setting: Setting, sampling: Sampling): Promise<[string, readonly Sample[]][]> {
  const found: [string, readonly Sample[]][] = [];
  for (const line of lines) found.push([line.name, await samplesOf(line, sizes, sampling, setting)]);
  return found;
}
