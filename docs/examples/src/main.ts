import "reflect-metadata";
import { demo } from "./demo.js";
import { startExample, type Example } from "./example.js";
import { readSettings, usage, type Settings } from "./settings.js";

/** Tells people what they can try. */
function introduce({ address, report, apiKey }: Example, { framework, data, store }: Settings): void {
  console.table(report.map(({ method, path, access, requires }) => ({ method, path, access, requires })));
  console.log(
    `The example listens on ${address} (${framework}, database ${data ?? "in memory"}, sign-ins ${store === undefined ? "there too" : "in a store of their own"}).`,
  );
  console.log(`Sign up and in: ${address}/  (mails are printed here)`);
  console.log(`Read and try: ${address}/docs`);
  console.log(`A user:     ${demo.user.email}  ${demo.user.password}`);
  console.log(`An admin:   ${demo.admin.email}  ${demo.admin.password}`);
  console.log(`An API key: ${apiKey}  (in X-API-Key)`);
  console.log(
    `Try: curl ${address}/users/me -H "Authorization: Bearer $(curl -s ${address}/token -d username=${demo.user.email} -d password=${demo.user.password} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')"`,
  );
}

/** Lets running requests finish, then lets go of everything: on a signal, or when whoever started this as its helper has gone. */
function stopWhenTold(example: Example): void {
  const { server } = example;
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    console.log("Stopping.");
    process.channel?.unref();
    server.close(() => example.close());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  process.once("disconnect", stop);
}

/** What went wrong, in one line. */
function wordsOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, syscall, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (syscall !== "listen") return error.message;
  const reason = code === "EADDRINUSE" ? "it is in use" : error.message;
  return `Cannot listen on port ${port}: ${reason}. Choose another one: PORT=8080 npm start`;
}

async function serve(settings: Settings): Promise<void> {
  const { framework, data, store, port } = settings;
  const example = await startExample({ framework, port, ...(data !== undefined && { data }), ...(store !== undefined && { store }) });
  stopWhenTold(example);
  introduce(example, settings);
}

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings === "help") console.log(usage);
  else await serve(settings);
} catch (error) {
  console.error(wordsOf(error));
  process.exit(1);
}
