import { bearer, narrow, optional, Security } from "@ampoule/core";
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from "express";
import { container } from "tsyringe";
import { expectTypeOf, test } from "vitest";
import { security } from "../src/index.js";

type IsAny<T> = 0 extends 1 & T ? true : false;
interface User {
  readonly id: string;
}
const token = bearer((id): User => ({ id }));
class Items {
  of(user: User): readonly string[] {
    return [user.id];
  }
}
class Controller {
  list(@Security(token) me: User, request: Request, response: Response): void {
    response.json([me.id, request.path]);
  }
}
const secure = security({ container });
const app = express();
const router = express.Router();

test("handlers receive Express's own arguments, typed", () => {
  const declare = () => {
    secure({ me: token, items: Items }, ({ me, items }, request, response, next) => {
      expectTypeOf(me).toEqualTypeOf<User>();
      expectTypeOf(items).toEqualTypeOf<Items>();
      expectTypeOf(request).toEqualTypeOf<Request>();
      expectTypeOf(response).toEqualTypeOf<Response>();
      expectTypeOf(next).toEqualTypeOf<NextFunction>();
      expectTypeOf<IsAny<typeof request>>().toEqualTypeOf<false>();
      expectTypeOf<IsAny<typeof response>>().toEqualTypeOf<false>();
      expectTypeOf<IsAny<typeof next>>().toEqualTypeOf<false>();
    });
    secure.open((request, response) => {
      expectTypeOf(request).toEqualTypeOf<Request>();
      expectTypeOf(response).toEqualTypeOf<Response>();
    });
    // @ts-expect-error Express hands over no context
    secure({ me: token }, (_, context: { body: unknown }, extra: { json: string }) => [context, extra]);
  };
  expectTypeOf(declare).toBeFunction();
});

test("what secure gives is mounted as it is", () => {
  const declare = () => {
    const guard = secure.guard(token);
    app.get("/", secure(Controller, "list"));
    app.post(
      "/items/:id",
      guard,
      secure({ me: token }, ({ me }) => me),
    );
    app.all(
      /any/,
      secure.open(() => "ok"),
    );
    app.use(guard);
    app.use("/admin", guard, router);
    router.get(
      "/:id",
      secure({ me: token }, (_, request) => request.params["id"]),
    );
    router.use("/:id", guard);
    router.route("/both").get(secure(Controller, "list")).put(guard, secure(Controller, "list"));
    app.get("/typed/:id", (request, response) => {
      expectTypeOf(request.params.id).toEqualTypeOf<string>();
      response.json(guard.of(request).id);
    });
    app.get<{ id: string }>("/typed/:id", guard, (request, response) => {
      expectTypeOf(request.params.id).toEqualTypeOf<string>();
      response.json(guard.of(request).id);
    });
  };
  expectTypeOf(declare).toBeFunction();
  expectTypeOf(secure(Controller, "list")).toEqualTypeOf<RequestHandler>();
});

test("guards are read back from the request, typed", () => {
  const guard = secure.guard(optional(narrow(token, "root", (one): one is User & { id: "root" } => one.id === "root")));
  expectTypeOf<typeof guard.of>().toEqualTypeOf<(request: Request) => (User & { id: "root" }) | null>();
  expectTypeOf<IsAny<ReturnType<typeof guard.of>>>().toEqualTypeOf<false>();
  // @ts-expect-error a response is not the request
  expectTypeOf(() => guard.of(app.response)).toBeFunction();
});

test("seal gives the application back; a router is not one", () => {
  expectTypeOf(secure.seal(app)).toEqualTypeOf<Express>();
  const declare = () => {
    // @ts-expect-error routers are sealed with their application
    secure.seal(router);
  };
  expectTypeOf(declare).toBeFunction();
});
