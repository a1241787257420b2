import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { loginForm, oauthError, provider } from "@ampoule/core";
import { send } from "@ampoule/testing";
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { security } from "../../src/index.js";

const secure = security({ container });
const login = provider({ form: loginForm() }, ({ form }) =>
  form.password === "secret" ? { id: form.username } : oauthError("invalid_grant"),
);

/** What a login on this application answers: status and body, of a fault its message. */
async function answerOf(add: (app: Express) => unknown): Promise<[number, string]> {
  const app = express();
  add(app);
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  app.use((fault: Error, _request: Request, response: Response, _next: NextFunction) => response.status(500).end(fault.message));
  const server = secure.seal(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const fields = ["Content-Type: application/x-www-form-urlencoded"];
    const { port } = server.address() as AddressInfo;
    const { status, body } = await send(port, { method: "POST", target: "/token", fields, body: "username=johndoe&password=secret" });
    return [status, body];
  } finally {
    server.close();
  }
}

describe("a login form beside Express's body parsers", () => {
  const token = secure({ login }, ({ login }) => login);

  test("is read below one of another kind", async () => {
    expect(await answerOf((app) => app.use(express.json()).post("/token", token))).toEqual([200, '{"id":"johndoe"}']);
  });

  test("is read above one of its kind", async () => {
    expect(await answerOf((app) => app.post("/token", token).use(express.urlencoded()))).toEqual([200, '{"id":"johndoe"}']);
  });

  test("is a fault that says what to do, below one of its kind", async () => {
    const [status, message] = await answerOf((app) => app.use(express.urlencoded()).post("/token", token));
    expect([status, message]).toEqual([500, expect.stringContaining("Mount body parsers after the routes that read RequestView.body()")]);
  });
});
