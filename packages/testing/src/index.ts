export type { AdapterHarness, Mountable, NativeMeans, NeutralSecure, Router, Served } from "./adapter-contract/harness.js";
export { contractTables, describeAdapter, serveTable } from "./adapter-contract/describe-adapter.js";
export { bytesOf, fieldsOf, send, sendBytes, type RawRequest, type RawResponse } from "./raw-http.js";
