import { rejected, UnavailableError } from "@ampoule/core";
import { container } from "tsyringe";
import { describe, expect, test } from "vitest";
import { BackendAuthentication, BaseUserAuthentication, memoryUsers } from "../../src/index.js";
import { visible } from "../http/frames.js";
import { quickPasswords } from "../passwords/quick.js";
import { bodyOf, frameworks, withAlice, type Profile, type User } from "./accounts-app.js";

const alice = "alice@example.com";

describe.each(frameworks)("an authentication of one's own on %s", (framework) => {
  test("S3-29 S3-30 a class of one's own decides, built by the container", async () => {
    class Directory extends BaseUserAuthentication {
      override authenticate(username: string, given: string) {
        if (username === "down@example.com") throw new UnavailableError("The directory is down.");
        return given === "directory"
          ? { id: username.startsWith("alice") ? known : "gone" }
          : rejected("wrong_password", { subject: username });
      }
    }
    let known = "";
    container.register(Directory, { useClass: Directory });
    await using app = await withAlice(framework, { authenticate: Directory });
    known = app.id;
    expect((await app.signIn("Alice@example.com", "directory")).status).toBe(200);
    const answers = [await app.signIn(alice), await app.signIn("gone@example.com", "directory")];
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer)))).size).toBe(1);
    expect(answers.map(bodyOf)[0]).toEqual([401, expect.objectContaining({ code: "invalid_credentials" })]);
    expect((await app.signIn("down@example.com", "directory")).status).toBe(503);
  });

  test("S3-30 the usual check can be extended", async () => {
    const users = memoryUsers<Profile>();
    class NotOnSundays extends BackendAuthentication<User> {
      constructor() {
        super({ users, passwords: quickPasswords() });
      }
      override authenticate(...given: Parameters<BackendAuthentication<User>["authenticate"]>) {
        return isSunday ? rejected("sunday", { subject: given[0] }) : super.authenticate(...given);
      }
    }
    let isSunday = false;
    container.register(NotOnSundays, { useClass: NotOnSundays });
    await using app = await withAlice(framework, { users, authenticate: NotOnSundays });
    expect((await app.signIn(alice)).status).toBe(200);
    isSunday = true;
    expect((await app.signIn(alice)).status).toBe(401);
  });
});

test("S3-29 an application whose container cannot make it does not start", async () => {
  class Unmade extends BaseUserAuthentication {
    constructor(private readonly directory: { find(name: string): string }) {
      super();
    }
    override authenticate(username: string) {
      return { id: this.directory.find(username) };
    }
  }
  await expect(withAlice("Hono", { authenticate: Unmade })).rejects.toThrow("Unmade");
});
