import { memoryMailer, type Mail } from "@ampoule/accounts";
import { vi } from "vitest";
import { demo } from "../src/demo.js";
import { startExample, type Example, type ExampleOptions } from "../src/example.js";

export interface NamedPassword {
  readonly email: string;
  readonly password: string;
}

/** The example, listening. */
export interface Running extends AsyncDisposable {
  readonly example: Example;
  readonly url: string;
  /** A GET with this Authorization. */
  get(path: string, authorization?: string): Promise<Response>;
  post(path: string, body: string, type: string, authorization?: string): Promise<Response>;
  /** Signs in and gives the Authorization value. */
  signIn(account?: NamedPassword, scope?: string): Promise<string>;
  /** Registers, and confirms the address by the link that is mailed. */
  signUp(account: NamedPassword): Promise<void>;
  /** The latest mail with these words in its subject, once it is there. */
  mail(to: string, subject: string): Promise<Mail>;
}

export const form = "application/x-www-form-urlencoded";
export const json = "application/json";

/** What stands behind the `#` of a mail's link. */
export function codeIn(text: string): string | undefined {
  return /#code=(\S+)/.exec(text)?.[1];
}

/** Starts the example on a free port, with cheap hashes unless told otherwise. */
export async function start(options: ExampleOptions): Promise<Running> {
  const mailer = memoryMailer();
  const example = await startExample({ cost: 4, mailer, ...options });
  const url = example.address;
  const headers = (authorization?: string) => (authorization === undefined ? {} : { authorization });
  const post: Running["post"] = (path, body, type, authorization) =>
    fetch(url + path, { method: "POST", body, headers: { "content-type": type, ...headers(authorization) } });
  const mail: Running["mail"] = (to, words) =>
    vi.waitUntil(() => mailer.sent.findLast((one) => one.to === to && one.subject.includes(words)), { timeout: 5_000 });
  return {
    example,
    url,
    post,
    mail,
    get: (path, authorization) => fetch(url + path, { headers: headers(authorization) }),
    async signIn({ email, password } = demo.user, scope = "") {
      const response = await post("/token", new URLSearchParams({ username: email, password, scope }).toString(), form);
      const { access_token } = (await response.json()) as { access_token: string };
      return `Bearer ${access_token}`;
    },
    async signUp(account) {
      await post("/sign-up", JSON.stringify(account), json);
      const { text } = await mail(account.email, "Confirm");
      await post("/verify-email", JSON.stringify({ code: codeIn(text), password: account.password }), json);
    },
    async [Symbol.asyncDispose]() {
      example.server.close();
      example.server.closeAllConnections();
      example.close();
    },
  };
}
