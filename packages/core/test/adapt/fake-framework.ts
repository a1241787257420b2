import "reflect-metadata";
import { container, type DependencyContainer } from "tsyringe";
import { expect } from "vitest";
import { createSecure, type Binding, type Reply, type RouteEntry, type SecurityOptions, type Secure } from "../../src/adapter.js";
import { ConfigurationError, type RequestView, type Token } from "../../src/index.js";

/** One request of the framework in memory, and what became of it. */
export interface Call {
  readonly request: RequestView;
  readonly preset: Record<string, string>;
  reply: Reply | undefined;
  /** What wants to be told that the answer is out. */
  readonly endings: (() => Promise<void>)[];
}
export type Next = () => unknown;
export type Handler = (call: Call, next: Next) => unknown;
export type FakeSecure = Secure<FakeApp, [call: Call, next: Next], Handler>;

/** An application: a list of routes that says itself what stands above each. */
export class FakeApp {
  readonly entries: RouteEntry[] = [];

  add(method: string, path: string, handlers: RouteEntry["handlers"], above: readonly object[] = []): this {
    this.entries.push({ method, path, matches: (asked) => asked === path, handlers, above });
    return this;
  }

  /** Middleware, which stands before every path. */
  use(...handlers: RouteEntry["handlers"]): this {
    this.entries.push({ method: "ALL", path: "/", matches: () => true, handlers, above: [], isMaybeMiddleware: true });
    return this;
  }
}

/** What core needs to know of it. */
export const binding: Binding<FakeApp, [call: Call, next: Next]> = {
  given: ["call", "next"],
  view: ([call]) => call.request,
  identity: (call) => call,
  preset: (headers, [call]) => void Object.assign(call.preset, headers),
  complete: (_, result) => result,
  send: (reply, [call]) => (call.reply = { ...reply, status: reply.status ?? 200 }),
  sendResponse: (response) => response,
  answered: (_, [call]) => call.reply !== undefined,
  sent: ([call]) => call.reply !== undefined,
  next: ([, next]) => next(),
  amend(change, [call, next]) {
    const result = next();
    const headers = new Headers(call.reply?.headers);
    change(headers);
    if (call.reply !== undefined) call.reply = { ...call.reply, headers: Object.fromEntries(headers) };
    return result;
  },
  release: (result, done, [call]) => (call.endings.push(done), result),
  routes: (app) => app.entries,
  answersAlone: ({ length }) => length === 1,
};

export const mount =
  (serve: (call: Call, next: Next) => unknown): Handler =>
  (call, next) =>
    serve(call, next);

/** `secure` on a container of its own. These tests declare routes as they go: each is sealed at once, under two paths, so that it keeps its name. */
export function fakeSecurity(options: Partial<SecurityOptions> = {}): FakeSecure {
  const secure: FakeSecure = createSecure({ container: ownContainer(), ...options }, binding, mount);
  const sealed =
    (declare: (...declared: never) => Handler) =>
    (...declared: never[]) => {
      const handler = declare(...(declared as never));
      secure.seal(new FakeApp().add("GET", "/*a", [handler]).add("GET", "/*b", [handler]));
      return handler;
    };
  const open = (...declared: never): Handler => secure.open(...(declared as Parameters<FakeSecure["open"]>));
  const guard = (...declared: never): Handler => secure.guard(...(declared as Parameters<FakeSecure["guard"]>));
  return Object.assign(sealed(secure), secure, { open: sealed(open), guard: sealed(guard) }) as FakeSecure;
}

export function ownContainer(): DependencyContainer {
  return container.createChildContainer();
}

/** A request with these header lines (`"name: value"`). */
function requestWith(...lines: string[]): RequestView {
  const fields = lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const);
  return {
    method: "GET",
    url: "/",
    header: (name) => fields.filter(([field]) => field === name.toLowerCase()).map(([, value]) => value),
    query: () => [],
    cookie: () => [],
    body: () => Promise.resolve(new Uint8Array()),
    aborted: false,
    remoteAddress: undefined,
    protocol: "http",
    signal: new AbortController().signal,
  };
}

export function callWith(...lines: string[]): Call {
  return { request: requestWith(...lines), preset: {}, reply: undefined, endings: [] };
}

export const next: Next = () => undefined;

/** Sends one request to a handler, lets it end, and tells the status and the JSON of the answer. */
export async function ask(handler: Handler, ...lines: string[]): Promise<{ status: number; body: unknown; challenge: string | undefined }> {
  const call = callWith(...lines);
  await handler(call, next);
  for (const ending of call.endings) await ending();
  const { status = 0, body, headers }: Reply = call.reply ?? { status: 0, body: "", headers: {} };
  return { status, body: body === "" ? undefined : JSON.parse(body), challenge: headers["WWW-Authenticate"] };
}

/** The error that a piece of set-up ends with; fails the test where there is none. */
export function refusalOf(setUp: () => unknown): Error {
  try {
    setUp();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("This should not have started.");
}

/** What each of two requests was given for one need, as `pick` sees it. */
export async function givenToTwo<T>(
  container: DependencyContainer,
  need: Token<T>,
  pick: (it: T) => unknown = (it) => it,
): Promise<unknown[]> {
  const given: unknown[] = [];
  const needs: { readonly it: Token<unknown> } = { it: need };
  const handler = fakeSecurity({ container }).open(needs, ({ it }) => void given.push(pick(it as T)));
  await ask(handler);
  await ask(handler);
  return given;
}

/** Passes where the application does not start, and where each request gets one of its own. */
export async function expectNeverShared<T>(container: DependencyContainer, need: Token<T>, pick?: (it: T) => unknown): Promise<void> {
  try {
    const [first, second] = await givenToTwo(container, need, pick);
    expect(first).toBeDefined();
    expect(first).not.toBe(second);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
  }
}
