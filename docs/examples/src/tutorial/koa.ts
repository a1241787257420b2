import "reflect-metadata";
import { security } from "@ampoule/koa";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { NotesController } from "./notes.js";
import { currentUser } from "./security.js";
import { Sessions } from "./sessions.js";

container.registerSingleton(Sessions).registerSingleton(NotesController);

export const app = new Koa();
export const secure = security({ container });

const router = new Router();
router.get("/health", secure(NotesController, "health"));
router.get("/greet", secure(NotesController, "greet"));
router.get("/notes", secure(NotesController, "list"));
router.post("/notes", secure(NotesController, "add"));
router.delete("/notes", secure(NotesController, "clear"));
router.get("/me", secure({ me: currentUser }, ({ me }) => me)); // function style
secure.seal(app.use(router.routes()));
