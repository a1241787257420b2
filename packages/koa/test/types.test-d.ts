import { bearer, narrow, optional, Security } from "@ampoule/core";
import Router from "@koa/router";
import Koa from "koa";
import { container } from "tsyringe";
import { expectTypeOf, test } from "vitest";
import { security, type KoaHandler } from "../src/index.js";

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
  list(@Security(token) me: User, context: Koa.Context): void {
    context.body = [me.id, context.path];
  }
}
interface State {
  readonly started: number;
}
interface Custom {
  readonly database: { readonly name: string };
}
const secure = security({ container });
const app = new Koa();
const router = new Router();
const typedApp = new Koa<State, Custom>();
const typedRouter = new Router<State, Custom>();

test("handlers receive Koa's own arguments, typed", () => {
  const declare = () => {
    secure({ me: token, items: Items }, ({ me, items }, context, next) => {
      expectTypeOf(me).toEqualTypeOf<User>();
      expectTypeOf(items).toEqualTypeOf<Items>();
      expectTypeOf(context).toEqualTypeOf<Koa.Context>();
      expectTypeOf(next).toEqualTypeOf<Koa.Next>();
      expectTypeOf<IsAny<typeof context>>().toEqualTypeOf<false>();
      expectTypeOf<IsAny<typeof next>>().toEqualTypeOf<false>();
    });
    secure.open((context) => expectTypeOf(context).toEqualTypeOf<Koa.Context>());
    // @ts-expect-error Koa's second argument is next, not a response
    secure({ me: token }, (_, context, response: { json(value: unknown): void }) => [context, response]);
  };
  expectTypeOf(declare).toBeFunction();
});

test("what secure gives is mounted as it is", () => {
  const declare = () => {
    const guard = secure.guard(token);
    router.get("/", secure(Controller, "list"));
    router.post(
      "/items/:id",
      guard,
      secure({ me: token }, ({ me }) => me),
    );
    router.all(
      "/any",
      secure.open(() => "ok"),
    );
    router.use(guard);
    router.use("/admin", guard);
    router.get("/read", guard, (context) => {
      context.body = guard.of(context).id;
    });
    app.use(guard);
    app.use(router.routes());
  };
  expectTypeOf(declare).toBeFunction();
  expectTypeOf(secure(Controller, "list")).toEqualTypeOf<KoaHandler>();
});

test("also on an application with its own types of state and context", () => {
  const declare = () => {
    const guard = secure.guard(token);
    typedApp.use(guard);
    typedRouter.get("/", secure(Controller, "list"));
    typedRouter.use(guard);
    typedRouter.get("/read", guard, (context) => {
      expectTypeOf(context.state.started).toEqualTypeOf<number>();
      expectTypeOf(context.database.name).toEqualTypeOf<string>();
      context.body = guard.of(context).id;
    });
  };
  expectTypeOf(declare).toBeFunction();
});

test("guards are read back from the context, typed", () => {
  const guard = secure.guard(optional(narrow(token, "root", (one): one is User & { id: "root" } => one.id === "root")));
  expectTypeOf<typeof guard.of>().toEqualTypeOf<(context: Koa.Context) => (User & { id: "root" }) | null>();
  expectTypeOf<IsAny<ReturnType<typeof guard.of>>>().toEqualTypeOf<false>();
  // @ts-expect-error the request of Node is not the context
  expectTypeOf(() => guard.of("context")).toBeFunction();
});

test("seal gives the application back as what it is; a router is not one", () => {
  expectTypeOf(secure.seal(app)).toEqualTypeOf<typeof app>();
  expectTypeOf(secure.seal(typedApp)).toEqualTypeOf<Koa<State, Custom>>();
  const declare = () => {
    // @ts-expect-error routers are sealed with their application
    secure.seal(router);
  };
  expectTypeOf(declare).toBeFunction();
});
