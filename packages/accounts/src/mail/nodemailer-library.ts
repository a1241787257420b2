import { ConfigurationError } from "@ampoule/core";
import { createRequire } from "node:module";

/** What a transport of nodemailer is given: one address each, never a list to be parsed. */
export interface Envelope {
  readonly from: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly disableFileAccess: true;
  readonly disableUrlAccess: true;
}

/** A transport of nodemailer, as far as it is used. */
export interface MailTransport {
  sendMail(mail: Envelope): Promise<unknown>;
}

/** What is used of nodemailer. */
export type NodemailerLibrary = Pick<typeof import("nodemailer"), "createTransport">;

const peer = "nodemailer";

/** Loads the optional peer, when a mailer is made: not with the first mail. @throws ConfigurationError where it is not installed. */
export function nodemailerLibrary(load: (name: string) => unknown = createRequire(import.meta.url)): NodemailerLibrary {
  try {
    return load(peer) as NodemailerLibrary;
  } catch (cause) {
    throw new ConfigurationError("missing_binding", `smtpMailer() needs the package ${peer}: npm install ${peer}`, { cause });
  }
}
