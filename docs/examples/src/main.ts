import "reflect-metadata";
import type { AddressInfo } from "node:net";
import { demo, makeExample, type Example } from "./example.js";
import { readSettings, type Settings } from "./settings.js";

/** Tells people what they can try. */
function introduce({ server, report }: Example, { framework, data }: Settings): void {
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  console.table(report.map(({ method, path, access, requires }) => ({ method, path, access, requires })));
  console.log(`The example listens on ${address} (${framework}, database ${data ?? "in memory"}).`);
  console.log(`A user:     ${demo.user.email}  ${demo.user.password}`);
  console.log(`An admin:   ${demo.admin.email}  ${demo.admin.password}`);
  console.log(`An API key: ${demo.apiKey.key}  (in X-API-Key)`);
  console.log(
    `Try: curl ${address}/users/me -H "Authorization: Bearer $(curl -s ${address}/token -d username=${demo.user.email} -d password=${demo.user.password} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')"`,
  );
}

/** Lets running requests finish, then lets go of everything. */
function stopOn(signal: NodeJS.Signals, { server, store }: Example): void {
  process.once(signal, () => {
    console.log("Stopping.");
    server.close(() => store.close());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });
}

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  const example = await makeExample({ framework: settings.framework, ...(settings.data !== undefined && { data: settings.data }) });
  example.server.once("error", (error) => {
    console.error(`Cannot listen on port ${settings.port}: ${error.message}`);
    process.exit(1);
  });
  example.server.listen(settings.port, "127.0.0.1", () => introduce(example, settings));
  for (const signal of ["SIGINT", "SIGTERM"] as const) stopOn(signal, example);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
