import "reflect-metadata";
import { security } from "@ampoule/hono";
import { Hono } from "hono";
import { container } from "tsyringe";
import { NotesController } from "./notes.js";
import { currentUser } from "./security.js";
import { Sessions } from "./sessions.js";

container.registerSingleton(Sessions).registerSingleton(NotesController);

export const app = new Hono();
export const secure = security({ container });

app.get("/health", secure(NotesController, "health"));
app.get("/greet", secure(NotesController, "greet"));
app.get("/notes", secure(NotesController, "list"));
app.post("/notes", secure(NotesController, "add"));
app.delete("/notes", secure(NotesController, "clear"));
app.get("/me", secure({ me: currentUser }, ({ me }) => me)); // function style
secure.seal(app);
