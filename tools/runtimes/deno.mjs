import { application } from "./application.mjs";

const { fetch } = application(JSON.parse(Deno.args[0]));
const onListen = ({ port }) => console.log(JSON.stringify({ event: "listen", port }));
Deno.serve({ hostname: "127.0.0.1", port: 0, onListen }, (request) => fetch(request));
