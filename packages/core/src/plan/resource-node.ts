import { isOutcome } from "../contract/outcome.js";
import type { Lifetime, ProviderFunction } from "../contract/provider.js";
import type { Steps } from "../declare/resource.js";
import { CustomNode, type CustomParts } from "./custom-nodes.js";
import type { Ending } from "./endings.js";
import { evaluateNamed, namedNodes, type NamedNode } from "./needs.js";
import { agreed, type Requirement } from "./requirement.js";
import type { Run } from "./run.js";
import type { Keeper } from "./settle.js";

type Step = IteratorResult<unknown, unknown>;

interface ResourceParts extends CustomParts {
  readonly names: readonly string[];
  readonly open: ProviderFunction;
  readonly lifetime: Lifetime;
  readonly policies: readonly string[];
}

const itself: Keeper = { adopt: () => {} };

/** A generator function that opens something, yields it, and closes it. */
export class ResourceNode extends CustomNode {
  readonly #nodes: readonly NamedNode[];
  readonly lifetime: Lifetime;

  constructor(
    key: unknown,
    slot: number,
    private readonly parts: ResourceParts,
  ) {
    super(key, slot, parts);
    this.lifetime = parts.lifetime;
    this.#nodes = namedNodes(parts.names, parts.needs);
  }

  protected gather(run: Run): object {
    return evaluateNamed(this.#nodes, run);
  }

  protected call(values: never, run: Run): unknown {
    const steps = this.parts.open(values, run) as Steps<unknown>;
    const first: Step | Promise<Step> = steps.next();
    return first instanceof Promise ? first.then((late) => this.#opened(steps, late, run)) : this.#opened(steps, first, run);
  }

  protected override get decides(): boolean {
    return false;
  }

  override requirement(scopes: readonly string[]): Requirement {
    return agreed(super.requirement(scopes), this.parts.policies);
  }

  /** It closes what it yields by itself. */
  protected override keeper(): Keeper {
    return itself;
  }

  #opened(steps: Steps<unknown>, { done, value }: Step, run: Run): unknown {
    if (done !== true) run.open(new Opened(this.label, steps, this.lifetime === "handler"));
    else if (!isOutcome(value)) throw new TypeError(`${this.label} ended without a yield: yield what it opens, or return rejected(code).`);
    return value;
  }
}

/** A resource that is open: its generator stands at `yield`. */
class Opened implements Ending {
  constructor(
    private readonly label: string,
    private readonly steps: Steps<unknown>,
    readonly isHandlerBound: boolean,
  ) {}

  async end(): Promise<void> {
    await this.#requireEnd(await this.steps.next());
  }

  async endWith(fault: unknown): Promise<{ readonly fault: unknown } | undefined> {
    try {
      await this.#requireEnd(await this.steps.throw(fault));
      return undefined;
    } catch (thrown) {
      return { fault: thrown };
    }
  }

  async #requireEnd({ done }: Step): Promise<void> {
    if (done === true) return;
    await this.steps.return(undefined);
    throw new TypeError(`${this.label} yields more than once: what is behind the first yield closes.`);
  }
}
