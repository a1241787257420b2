import "reflect-metadata";
import { container } from "tsyringe";
import { app, secure } from "./express.js";
import { Sessions } from "./sessions.js";

console.table(secure.report(app), ["method", "path", "access", "requires"]);
console.log("Alice's token, which may only read:", container.resolve(Sessions).open("1", ["notes:read"]));
app.listen(Number(process.env["PORT"] ?? 3000), "127.0.0.1");
