import { ConfigurationError } from "@ampoule/core";
import { requireMail, type Mail, type Mailer } from "./mail.js";
import { nodemailerLibrary, type MailTransport } from "./nodemailer-library.js";

/** Says that mails, and the codes in them, may go to a server in clear. Default: only over TLS, but for a server on this machine. */
export const allowPlainSmtp: unique symbol = Symbol("allowPlainSmtp");

interface From {
  /** Who it is from: `no-reply@example.com`, or `Example <no-reply@example.com>`. */
  readonly from: string;
}

/** What {@link smtpMailer} needs to know. */
export type SmtpMailerOptions = From &
  (
    | {
        /** The server: `smtps://user:password@host:465`, or `smtp://…:587`, which has to offer STARTTLS. */
        readonly url: string;
        readonly [allowPlainSmtp]?: true;
      }
    | {
        /** A transport of nodemailer's that you made: for DKIM, for a service with an interface of its own. */
        readonly transport: MailTransport;
      }
  );

/** In milliseconds. Whoever does not answer in that time is tried again later. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 10_000, socketTimeout: 30_000 };

/**
 * Sends mail over SMTP by nodemailer, an optional peer: `npm install nodemailer`.
 *
 * Each mail goes to one address, over TLS, marked as sent by a machine (RFC 3834), without files, pictures and links of ours. It settles once the server has taken it.
 *
 * It does not sign (DKIM) and does not hear of mail that comes back: your server does.
 *
 * @throws ConfigurationError where nodemailer is not installed, and on an address or a URL that is none.
 * @example
 * ```ts
 * const mailer = smtpMailer({ url: process.env.SMTP_URL ?? "", from: "Example <no-reply@example.com>" });
 * ```
 */
export function smtpMailer(options: SmtpMailerOptions): Mailer {
  const { from } = options;
  if (typeof from !== "string" || !/^[^\p{Cc}]*[^\s\p{C}<>]@[^\s\p{C}<>]+>?$/u.test(from)) throw invalid("needs from, an address");
  const transport = "transport" in options ? options.transport : transportTo(options.url, options[allowPlainSmtp] === true);
  return {
    send(mail) {
      requireMail(mail);
      return transport.sendMail(envelopeOf(mail, from));
    },
  };
}

function envelopeOf({ to, subject, text, html }: Mail, from: string): Parameters<MailTransport["sendMail"]>[0] {
  const headers = { "Auto-Submitted": "auto-generated" };
  const content = { subject, text, ...(html !== undefined && { html }) };
  return { from, to: { name: "", address: to }, ...content, headers, disableFileAccess: true, disableUrlAccess: true };
}

function transportTo(text: string, isPlain: boolean): MailTransport {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^smtps?:$/.test(url.protocol) || url.hostname === "") {
    throw invalid("needs a url, smtps://host or smtp://host");
  }
  const requireTLS = !isPlain && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const secure = url.protocol === "smtps:";
  const [user, pass] = [url.username, url.password].map(decoded);
  const server = { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port) || (secure ? 465 : 587), secure, requireTLS };
  return nodemailerLibrary().createTransport({ ...server, ...(user !== "" && { auth: { user, pass } }), ...patience });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid("needs a url whose user and password are percent-encoded in UTF-8");
  }
}

/** Never the URL, which holds a password. */
function invalid(message: string): ConfigurationError {
  return new ConfigurationError("invalid_option", `smtpMailer() ${message}.`);
}
