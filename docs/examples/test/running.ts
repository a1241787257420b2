import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { demo, makeExample, type Example, type ExampleOptions } from "../src/example.js";

/** The example, listening. */
export interface Running extends AsyncDisposable {
  readonly example: Example;
  readonly url: string;
  /** A GET with this Authorization. */
  get(path: string, authorization?: string): Promise<Response>;
  post(path: string, body: string, type: string, authorization?: string): Promise<Response>;
  /** Signs in and gives the Authorization value. */
  signIn(account?: { email: string; password: string }, scope?: string): Promise<string>;
}

export const form = "application/x-www-form-urlencoded";
export const json = "application/json";

/** Starts the example on a free port, with cheap hashes unless told otherwise. */
export async function start(options: ExampleOptions): Promise<Running> {
  const example = await makeExample({ cost: 4, ...options });
  example.server.listen(0, "127.0.0.1");
  await once(example.server, "listening");
  const url = `http://127.0.0.1:${(example.server.address() as AddressInfo).port}`;
  const headers = (authorization?: string) => (authorization === undefined ? {} : { authorization });
  const post: Running["post"] = (path, body, type, authorization) =>
    fetch(url + path, { method: "POST", body, headers: { "content-type": type, ...headers(authorization) } });
  return {
    example,
    url,
    post,
    get: (path, authorization) => fetch(url + path, { headers: headers(authorization) }),
    async signIn({ email, password } = demo.user, scope = "") {
      const response = await post("/token", new URLSearchParams({ username: email, password, scope }).toString(), form);
      const { access_token } = (await response.json()) as { access_token: string };
      return `Bearer ${access_token}`;
    },
    async [Symbol.asyncDispose]() {
      example.server.close();
      example.server.closeAllConnections();
      example.close();
    },
  };
}
