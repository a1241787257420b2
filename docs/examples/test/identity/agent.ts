/** A browser as far as signing in needs one: cookies, redirects and forms. */
export class Agent {
  readonly #cookies = new Map<string, string>();
  readonly #end: string;

  /** @param end the address that it does not go to any more */
  constructor(end: string) {
    this.#end = end;
  }

  /** Follows redirects, and sends one of `forms` to each page that is shown, until it is sent to the end. Gives the address that it was sent to. */
  async visit(address: string, forms: readonly Readonly<Record<string, string>>[]): Promise<URL> {
    let response = await this.#go(address);
    const left = [...forms];
    for (let at = new URL(address); ; response = await this.#go(at.href)) {
      const location = response.headers.get("location");
      if (location === null) {
        const form = left.shift();
        if (form === undefined) throw new Error(`${at.href} answers ${response.status}: ${await response.text()}`);
        response = await this.#go(at.href, { method: "POST", body: new URLSearchParams(form) });
      }
      at = new URL(response.headers.get("location") ?? "", at);
      if (at.href.startsWith(this.#end)) return at;
    }
  }

  async #go(address: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map((pair) => pair.join("=")).join("; ");
    const response = await fetch(address, { ...init, redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}
