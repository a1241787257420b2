import { expect, test } from "vitest";
import { quickPasswords } from "../passwords/quick.js";
import { frameworks } from "./frames.js";
import { email, from, recoveringOn } from "./recovering-app.js";

/** Passwords that note for whom they hash and check. */
function notingPasswords() {
  const passwords = quickPasswords();
  const [verify, enroll] = [passwords.verify.bind(passwords), passwords.enroll.bind(passwords)];
  const clients: unknown[] = [];
  passwords.verify = (password, stored, options) => (clients.push(options?.client), verify(password, stored, options));
  passwords.enroll = (password, options) => (clients.push(options?.client), enroll(password, options));
  return { passwords, clients };
}

test.each(frameworks)(
  "S-231 who confirms and who resets waits in their own line for a hash, also behind a proxy, on %s",
  async (framework) => {
    const { passwords, clients } = notingPasswords();
    await using it = await recoveringOn(framework, { passwords });
    await it.post("/verify/request", { email });
    expect((await it.post("/verify", { code: await it.code(), password: "old password" }, from("192.0.2.7"))).status).toBe(204);
    await it.post("/reset/request", { email });
    expect((await it.post("/reset", { code: await it.code(), password: "brand new password" }, from("192.0.2.8"))).status).toBe(204);
    expect(clients).toEqual(["192.0.2.7", "192.0.2.8"]);
  },
);
