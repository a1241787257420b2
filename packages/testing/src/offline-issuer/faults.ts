import { setTimeout as delay } from "node:timers/promises";

/** What an issuer can be asked for. `"other"` is everything that it does not have. */
export type Endpoint = "discovery" | "jwks" | "token" | "introspection" | "other";

/** An answer in the place of the right one, which `answer` gives. */
export type FaultFunction = (answer: () => Promise<Response>, request: Request) => Response | Promise<Response>;

/**
 * How an endpoint fails: `"slow"` does not answer for a minute, `"error"` says 500, `"html"` sends a page, `"redirect"` leads to where the right
 * answer is, `"huge"` adds 6 MB, `"drip"` sends a space every 50 ms, `"empty"` sends `{}`, `"wrong issuer"` names another one.
 */
export type Fault = "slow" | "error" | "html" | "redirect" | "huge" | "drip" | "empty" | "wrong issuer" | FaultFunction;

const json = { "Content-Type": "application/json" };

const named: Readonly<Record<Exclude<Fault, FaultFunction>, FaultFunction>> = {
  async slow(answer, { signal }) {
    await delay(60_000, undefined, { signal, ref: false });
    return answer();
  },
  error: () => new Response("out of order", { status: 500 }),
  html: () => new Response("<!doctype html><title>Sign in</title>", { headers: { "Content-Type": "text/html" } }),
  redirect: (_, { url }) => new Response(null, { status: 302, headers: { Location: withMark(url) } }),
  async huge(answer) {
    const right = (await (await answer()).json()) as object;
    return Response.json({ ...right, padding: "x".repeat(6_000_000) });
  },
  drip: () => new Response(spaces(), { headers: json }),
  empty: () => Response.json({}),
  async "wrong issuer"(answer) {
    const right = (await (await answer()).json()) as object;
    return Response.json({ ...right, issuer: "https://somebody-else.test" });
  },
};

/** Behind a redirect, the right answer is given: whoever follows would get it. */
const mark = "redirected";

function withMark(url: string): string {
  const marked = new URL(url);
  marked.searchParams.set(mark, "");
  return marked.href;
}

function spaces(): ReadableStream<Uint8Array> {
  let isOpen = true;
  return new ReadableStream({
    async pull(controller) {
      await delay(50, undefined, { ref: false });
      if (isOpen) controller.enqueue(Uint8Array.of(0x20));
    },
    cancel: () => void (isOpen = false),
  });
}

/** Which endpoints fail, and how. */
export class Faults {
  readonly #injected: { readonly endpoint: Endpoint; readonly fault: Fault }[] = [];

  /** Lets an endpoint fail until the result is disposed. The newest fault of an endpoint holds. */
  inject(endpoint: Endpoint, fault: Fault): Disposable {
    const injected = { endpoint, fault };
    this.#injected.unshift(injected);
    return {
      [Symbol.dispose]: () => {
        const index = this.#injected.indexOf(injected);
        if (index !== -1) this.#injected.splice(index, 1);
      },
    };
  }

  async answer(endpoint: Endpoint, request: Request, answer: () => Promise<Response>): Promise<Response> {
    const fault = this.#injected.find((injected) => injected.endpoint === endpoint)?.fault;
    if (fault === undefined || new URL(request.url).searchParams.has(mark)) return answer();
    return (typeof fault === "function" ? fault : named[fault])(answer, request);
  }
}
