// An application as the doctor loads it: it talks, it holds its process, and it goes wrong where it is told to.
import "reflect-metadata";
import { provider } from "@ampoule/core";
import { security as onExpress } from "@ampoule/express";
import express from "express";
import { container } from "tsyringe";

console.log("The application starts.");
setInterval(() => undefined, 60_000);
const told = process.env.APPLICATION ?? "";
if (told === "throws") throw new Error(`Cannot connect to ${process.env.AMPOULE_STORE_URL} with ${process.env.SECRET_KEY}`);

const app = express();
const secure = onExpress({ container });
const caller = provider({}, () => ({ id: "u1" }));
if (told !== "empty") {
  app.get(
    "/me",
    secure({ caller }, ({ caller }) => caller),
  );
  app.get("/health", secure.open(() => ({ ok: true }))); // prettier-ignore
}
if (told === "unmarked") app.get("/forgotten", (_request, response) => response.send("x"));

export const security = told === "none" ? undefined : { secure, app };
