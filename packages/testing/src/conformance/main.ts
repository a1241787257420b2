import "reflect-metadata";
import { conformance } from "./command.js";

const { lines, exitCode } = await conformance(process.argv.slice(2).filter((word) => word !== "--"));
for (const line of lines) console.log(line);
process.exitCode = exitCode;
