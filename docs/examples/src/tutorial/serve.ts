import "reflect-metadata";
import { container } from "tsyringe";
import { app, secure } from "./express.js";
import { Sessions } from "./sessions.js";

const token = container.resolve(Sessions).open("1", ["notes:read"]);

console.table(secure.report(app), ["method", "path", "access", "requires"]);
app.listen(Number(process.env["PORT"] ?? 3000), () => console.log(`Alice's token, which may only read: ${token}`));
