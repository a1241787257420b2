#!/usr/bin/env node
import process from "node:process";
import { text } from "node:stream/consumers";
import { parseCommand, usage, type Command } from "./command-line.js";
import { examineAll } from "./doctor.js";
import { masking } from "./masking.js";
import { asJson, asText, isHealthy } from "./report.js";
import { settingsTemplate } from "../settings/template.js";
import { newSecret, rating, type Answer } from "./secret-command.js";

const command = parseCommand(process.argv.slice(2));
if (command === undefined) {
  process.stderr.write("There is no such command, or an option that it does not have. See: ampoule --help\n");
  process.exitCode = 1;
} else {
  const write = process.stdout.write.bind(process.stdout);
  const { text: answer, code } = await carryOut(command);
  // An application that was loaded may hold the process.
  write(`${answer}\n`, () => process.exit(code));
}

async function carryOut(asked: Command): Promise<Answer> {
  switch (asked.name) {
    case "help":
      return { text: usage, code: 0 };
    case "env":
      return { text: settingsTemplate(), code: 0 };
    case "new-secret":
      return newSecret(false);
    case "new-long-secret":
      return newSecret(true);
    case "rate":
      return rating(await text(process.stdin));
    case "doctor":
      return examined(asked);
  }
}

async function examined({ app, envFile, ignore, json }: Extract<Command, { name: "doctor" }>): Promise<Answer> {
  // What an application prints while it is loaded is no part of the answer.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  if (envFile !== undefined && !isLoaded(envFile)) return { text: "The file that --env names cannot be read.", code: 1 };
  const report = await examineAll(process.env, { app, ignore });
  const mask = masking(process.env);
  return { text: json ? asJson(report, mask) : asText(report, mask), code: isHealthy(report) ? 0 : 1 };
}

function isLoaded(file: string): boolean {
  try {
    process.loadEnvFile(file);
    return true;
  } catch {
    return false;
  }
}
