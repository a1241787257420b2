import type { Refusal, Render, RenderedBody } from "../contract/refusal.js";
import type { RequestView } from "../contract/request-view.js";
import { isSendableBody, problemOf } from "../http/problem.js";

/** What a body is rendered for, and who hears of what fails. */
interface Means {
  readonly request: RequestView;
  readonly fault: (fault: unknown) => void;
}

/** The application's own body for a refusal. The decision is taken: what fails here, or gives what cannot be sent, is told and otherwise passed over. */
export function renderedBy(render: Render | undefined, refusal: Refusal, { request, fault }: Means): RenderedBody | undefined {
  try {
    const made = render?.(problemOf(refusal), request);
    return made === undefined || isSendableBody(made) ? made : unsendable(made);
  } catch (thrown) {
    fault(thrown);
    return undefined;
  }
}

/** One that is to come later may fail later, when nobody is there to hear of it. */
function unsendable(made: unknown): never {
  if (made instanceof Promise) made.catch(() => undefined);
  throw new TypeError("render gave what cannot be sent: give a contentType of printable ASCII and a body, both text, at once.");
}
