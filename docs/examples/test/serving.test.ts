import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** The first answer, once somebody listens. */
async function eventually(url: string, init?: RequestInit): Promise<Response> {
  for (;;) {
    try {
      return await fetch(url, init);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

describe.each(["express", "koa", "hono"])("what the tutorial starts on %s", (framework) => {
  test("prints its routes and a token, and serves", { timeout: 30_000 }, async () => {
    const port = await freePort();
    const program = fileURLToPath(new URL(`../dist/tutorial/serve-${framework}.js`, import.meta.url));
    const child = spawn(process.execPath, [program], { env: { ...process.env, PORT: String(port), NODE_OPTIONS: "" } });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const url = `http://127.0.0.1:${port}`;
    expect(await (await eventually(`${url}/greet`)).json()).toEqual({ hello: "stranger" });
    expect(output).toContain("HTTPBearer, if admin or APIKeyHeader");
    const token = /may only read: (\S+)/.exec(output)?.[1];
    const headers = { authorization: `Bearer ${token}` };
    expect(await (await fetch(`${url}/notes`, { headers })).json()).toEqual({ for: "Alice", notes: [] });
    expect((await fetch(`${url}/notes`, { method: "POST", headers })).status).toBe(403);
    child.kill();
    await once(child, "exit");
  });
});
