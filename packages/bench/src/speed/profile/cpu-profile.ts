/** What V8 writes with `--cpu-prof`, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** The node that was running at each sample, and the microseconds until then from the one before. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
}

/** Microseconds by whose code was running: a package, Node's own, V8's collector, or what is outside of JavaScript. */
export function timeByOwner({ nodes, samples, timeDeltas }: CpuProfile): ReadonlyMap<string, number> {
  const owners = new Map(nodes.map(({ id, callFrame }) => [id, ownerOf(callFrame)]));
  const times = new Map<string, number>();
  for (const [index, sample] of samples.entries()) {
    const owner = owners.get(sample) ?? "?";
    times.set(owner, (times.get(owner) ?? 0) + (timeDeltas[index] ?? 0));
  }
  times.delete("(idle)");
  return times;
}

const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const own = /\/packages\/([^/]+)\/dist\//;

function ownerOf({ functionName, url }: ProfileNode["callFrame"]): string {
  if (functionName === "(idle)" || functionName === "(garbage collector)") return functionName;
  const [, name] = installed.exec(url) ?? [];
  if (name !== undefined) return name;
  const [, folder] = own.exec(url) ?? [];
  return folder === undefined ? "Node" : `@ampoule/${folder}`;
}
