import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export const clientId = "docs";

/** An authorization server that nobody here wrote, for one public client. */
export class Issuer implements AsyncDisposable {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  /** @param redirect where the client may be sent back to */
  static async for(redirect: string): Promise<Issuer> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(url, {
      clients: [{ client_id: clientId, token_endpoint_auth_method: "none", redirect_uris: [redirect] }],
      clientBasedCORS: () => true,
      cookies: { keys: ["only for this test"] },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    });
    const answer = provider.callback();
    server.on("request", (request, response) => void answer(request, response));
    return new Issuer(url, server);
  }

  /** Whom an access token stands for. */
  async ask(token: string): Promise<{ readonly sub: string } | undefined> {
    const response = await fetch(`${this.url}/me`, { headers: { authorization: `Bearer ${token}` } });
    return response.ok ? ((await response.json()) as { sub: string }) : undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }
}
