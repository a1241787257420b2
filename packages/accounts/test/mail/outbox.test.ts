import { ConfigurationError, UnavailableError } from "@ampoule/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { memoryMailer, outbox, smtpMailer, type Mail, type MailEvent, type OutboxOptions } from "../../src/index.js";
import { smtpServer } from "./smtp-server.js";

afterEach(() => void vi.useRealTimers());

const mail: Mail = { to: "alice@example.com", subject: "Hi", text: "text" };
const letter = (write: () => Mail | undefined | Promise<Mail | undefined> = () => mail) => ({ purpose: "test", write });

/** An outbox, and what it told. */
function watched(own: Partial<OutboxOptions> = {}) {
  const events: MailEvent[] = [];
  const mailer = memoryMailer();
  const box = outbox({ mailer, onEvent: (event) => void events.push(event), ...own });
  return { box, mailer, told: () => events.map(({ type, code }) => (code === undefined ? type : `${type} ${code}`)), events };
}

describe("outbox", () => {
  test("E5 nothing is made or sent before the answer is on its way", async () => {
    const { box, mailer, told } = watched();
    const write = vi.fn(() => mail);
    box.post(letter(write));
    await Promise.resolve();
    expect(write).not.toHaveBeenCalled();
    await box.idle();
    expect([mailer.sent, told()]).toEqual([[mail], ["sent"]]);
  });

  test("a letter that nobody gets is told to the operator alone", async () => {
    const { box, mailer, told } = watched();
    box.post(letter(() => undefined));
    await box.idle();
    expect([mailer.sent, told()]).toEqual([[], ["unsent"]]);
  });

  test("so many wait, and one more is an UnavailableError; so many are sent at once", async () => {
    const gates = Array.from({ length: 6 }, () => Promise.withResolvers<undefined>());
    let [running, most] = [0, 0];
    const { box, told } = watched({ length: 6, concurrency: 2 });
    for (const { promise } of gates)
      box.post(letter(async () => ((most = Math.max(most, (running += 1))), await promise, (running -= 1), undefined)));
    expect(() => box.post(letter())).toThrow(UnavailableError);
    box.offer(letter());
    expect(told()).toEqual(["failed UnavailableError"]);
    await new Promise(setImmediate);
    for (const gate of gates) gate.resolve(undefined);
    await box.idle();
    expect(most).toBe(2);
    box.post(letter());
    await box.idle();
  });

  test("what fails is tried again, later each time, and given up in the end; the next one is sent", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let isDown = true;
    const mailer = {
      send: () => (isDown ? Promise.reject(Object.assign(new Error("to alice@example.com"), { code: "ECONNREFUSED" })) : undefined),
    };
    const { box, told, events } = watched({ mailer, attempts: 3, concurrency: 1 });
    box.post(letter());
    box.post(letter());
    await vi.waitFor(() => expect(told()).toEqual(["retried ECONNREFUSED"]));
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.advanceTimersByTimeAsync(2_000);
    await vi.waitFor(() => expect(told().slice(0, 3)).toEqual([...Array(2).fill("retried ECONNREFUSED"), "failed ECONNREFUSED"]));
    isDown = false;
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => expect(told().at(-1)).toBe("sent"));
    expect(JSON.stringify(events), "S-314").not.toContain("alice");
  });

  test("what a real server refuses for good is not tried again, nor is a mail that is none", async () => {
    await using server = await smtpServer({
      onRcptTo: (_, __, done) => done(Object.assign(new Error("no such mailbox"), { responseCode: 550 })),
    });
    const { box, told } = watched({ mailer: smtpMailer({ url: `smtp://127.0.0.1:${server.port}`, from: "a@example.com" }) });
    box.post(letter());
    box.post(letter(() => ({ ...mail, to: "a@b\r\nBcc: c@d" })));
    await box.idle();
    expect(told().toSorted()).toEqual(["failed EENVELOPE", "failed TypeError"]);
  });

  test("a mailer that never answers, and a listener that throws, hold up nothing", async () => {
    const mailer = { send: () => new Promise<never>(() => undefined) };
    const box = outbox({ mailer, timeout: 10, attempts: 1, onEvent: () => expect.fail("a listener's own fault") });
    box.post(letter());
    await box.idle();
  });

  test("what cannot be does not start", () => {
    for (const own of [{ length: 0 }, { concurrency: 0 }, { attempts: 0 }, { timeout: 0 }, { mailer: undefined as never }])
      expect(() => outbox({ mailer: memoryMailer(), ...own })).toThrow(ConfigurationError);
  });
});
