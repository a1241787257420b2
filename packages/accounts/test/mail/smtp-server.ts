import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** What a server took. */
interface Taken {
  readonly to: readonly string[];
  readonly from: string;
  readonly isSecure: boolean;
  readonly raw: string;
}

export interface RunningSmtp extends AsyncDisposable {
  readonly port: number;
  readonly taken: Taken[];
}

/** A real SMTP server on a free port of 127.0.0.1. */
export async function smtpServer(options: SMTPServerOptions = {}): Promise<RunningSmtp> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        taken.push({ from, to: rcptTo.map(({ address }) => address), isSecure: session.secure, raw: Buffer.concat(chunks).toString() });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return { port, taken, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) };
}
