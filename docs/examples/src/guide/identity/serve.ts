import { verifier } from "./auth0.js";
import { notesOnExpress } from "./on-express.js";

await verifier.ready(); // a wrong issuer ends here, not in front of the first caller
export const server = notesOnExpress(verifier).listen(Number(process.env["PORT"] ?? 3000));
