import { expect, test } from "vitest";
import { parseCommand } from "../../src/doctor/command-line.js";
import { newSecret, rating } from "../../src/doctor/secret-command.js";

test("a command line asks for one thing, or for nothing that there is", () => {
  const doctor = { name: "doctor", app: undefined, envFile: undefined, ignore: [], json: false };
  expect(parseCommand([])).toEqual({ name: "help" });
  expect(parseCommand(["secret", "rate", "--help"])).toEqual({ name: "help" });
  expect(parseCommand(["secret"])).toEqual({ name: "new-secret" });
  expect(parseCommand(["--long", "secret"])).toEqual({ name: "new-long-secret" });
  expect(parseCommand(["secret", "rate"])).toEqual({ name: "rate" });
  expect(parseCommand(["env"])).toEqual({ name: "env" });
  expect(parseCommand(["doctor"])).toEqual(doctor);
  const options = ["--app", "app.js", "--env", ".env", "--ignore", "JWT_X", "--ignore", "JWT_Y", "--json"];
  expect(parseCommand(["doctor", ...options])).toEqual({
    ...doctor,
    app: "app.js",
    envFile: ".env",
    ignore: ["JWT_X", "JWT_Y"],
    json: true,
  });
  for (const wrong of [
    ["x"],
    ["doctor", "x"],
    ["env", "x"],
    ["env", "--env", "x"],
    ["doctor", "--long"],
    ["secret", "rate", "--long"],
    ["--app"],
    ["--nothing"],
    ["secret", "rate", "x"],
  ]) {
    expect(parseCommand(wrong)).toBeUndefined();
  }
});

test("secrets that are made are rated good, and ratings do not show them", () => {
  for (const isLong of [false, true]) {
    const { text } = newSecret(isLong);
    const rated = rating(`${text}\n`);
    expect([rated.code, rated.text.includes(isLong ? "HS256, HS384, HS512" : "HS256."), rated.text.includes(text)]).toEqual([
      0,
      true,
      false,
    ]);
  }
  expect([rating("\n").code, rating("password").code]).toEqual([1, 1]);
});
