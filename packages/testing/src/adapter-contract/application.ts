import { container, type DependencyContainer } from "tsyringe";
import type { SealOptions, SecurityOptions } from "@ampoule/core/adapter";
import { send, type RawRequest, type RawResponse } from "../raw-http.js";
import type { AdapterHarness, Router, Served } from "./harness.js";

/** A small application of one test, closed when the test leaves its block. */
export interface Application extends Served, AsyncDisposable {
  get(target: string, ...fields: string[]): Promise<RawResponse>;
  send(request: RawRequest): Promise<RawResponse>;
}

/** What a test may say of its application. */
export interface ApplicationOptions extends Partial<SecurityOptions> {
  readonly container?: DependencyContainer;
  readonly seal?: SealOptions | false;
}

/** Serves an application on a container of its own. */
export async function applicationOf(
  harness: AdapterHarness,
  add: (router: Router) => void,
  { seal, ...options }: ApplicationOptions = {},
): Promise<Application> {
  const served = await harness.serve({ container: container.createChildContainer(), ...options }, add, seal);
  const request = (one: RawRequest) => send(served.port, one);
  return {
    port: served.port,
    faults: served.faults,
    report: () => served.report(),
    close: () => served.close(),
    send: request,
    get: (target, ...fields) => request({ target, fields }),
    [Symbol.asyncDispose]: () => served.close(),
  };
}

/** Settles after so many milliseconds. */
export function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
