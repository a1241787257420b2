import type { Container } from "../contract/container.js";
import { REQUEST } from "../contract/request-token.js";
import type { Analysis } from "./analysis.js";
import { blankRequest } from "../contract/blank-request.js";
import { build } from "./build.js";
import { captured, type Path } from "./path.js";
import type { Asked, Factory } from "./registrations.js";
import { watched } from "./watch.js";

/** A factory, and where it was come to. */
interface Tried {
  readonly factory: Factory;
  readonly container: Container;
  readonly path: Path;
}

/** Analyses what a factory asks for: one thing, or all that is registered for a token. */
type Analyse = (asked: Asked, all: boolean) => readonly Analysis[];

/** Runs a factory for two made-up requests. What it asks for only the first time, it has kept. */
export function tryFactory(tried: Tried, analyse: Analyse): Analysis {
  const first = tryOnce(tried, analyse);
  const second = tryOnce(tried, analyse);
  const bound = first.bound ?? second.bound;
  if (bound !== undefined && (first.bound === undefined || second.bound === undefined)) throw captured([...tried.path.tokens, ...bound]);
  return { lifetime: first.built === second.built ? "asked" : "fresh", bound };
}

function tryOnce({ factory, container, path }: Tried, analyse: Analyse): { built: unknown; bound: Analysis["bound"] } {
  let bound: Analysis["bound"];
  const child = container.createChildContainer();
  child.register(REQUEST, { useFactory: () => blankRequest });
  // Looked at before it is built, so that singletons are built from the root and not from this child.
  const asking = (asked: Asked, all: boolean) => {
    const found = analyse(asked, all);
    bound ??= found.find((one) => one.bound !== undefined)?.bound;
  };
  const built = build(path.text, () => factory(watched(child, asking)));
  return { built, bound };
}
