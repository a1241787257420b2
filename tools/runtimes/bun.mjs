import { application } from "./application.mjs";

const { fetch } = application(JSON.parse(Bun.argv[2]));
const { port } = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch });
console.log(JSON.stringify({ event: "listen", port }));
