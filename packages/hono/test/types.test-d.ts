import { bearer, narrow, optional, Security } from "@ampoule/core";
import { Hono, type Context, type Next } from "hono";
import { container } from "tsyringe";
import { expectTypeOf, test } from "vitest";
import { security, type HonoHandler } from "../src/index.js";

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
interface AppEnv {
  Bindings: { readonly DATABASE: string };
  Variables: { started: number };
}
class Controller {
  list(@Security(token) me: User, context: Context): Response {
    return context.json([me.id, context.req.path]);
  }
}
const secure = security({ container });
const typed = security<AppEnv>({ container });
const app = new Hono();
const typedApp = new Hono<AppEnv>();

test("handlers receive Hono's own arguments, typed", () => {
  const declare = () => {
    secure({ me: token, items: Items }, ({ me, items }, context, next) => {
      expectTypeOf(me).toEqualTypeOf<User>();
      expectTypeOf(items).toEqualTypeOf<Items>();
      expectTypeOf(context).toExtend<Context>();
      expectTypeOf(context.req.path).toEqualTypeOf<string>();
      expectTypeOf(next).toEqualTypeOf<Next>();
      expectTypeOf<IsAny<typeof context>>().toEqualTypeOf<false>();
      expectTypeOf<IsAny<typeof next>>().toEqualTypeOf<false>();
    });
    // @ts-expect-error Hono's second argument is next, not a response
    secure({ me: token }, (_, context, response: { json(value: unknown): void }) => [context, response]);
  };
  expectTypeOf(declare).toBeFunction();
});

test("an application's own variables and bindings are typed in the handler", () => {
  const declare = () => {
    typed({ me: token }, (_, context) => {
      expectTypeOf(context.env.DATABASE).toEqualTypeOf<string>();
      expectTypeOf(context.get("started")).toEqualTypeOf<number>();
      expectTypeOf(context.var.started).toEqualTypeOf<number>();
      // @ts-expect-error nobody declared it
      context.get("stopped");
      return context.text("ok");
    });
    typed.open((context) => expectTypeOf(context.var.started).toEqualTypeOf<number>());
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
    app.on(
      ["GET", "PUT"],
      "/any",
      secure.open(() => "ok"),
    );
    app.use(guard);
    app.use("/admin/*", guard);
    app.route("/nested", new Hono().get("/", secure(Controller, "list")));
    app.get("/read/:id", guard, (context) => {
      expectTypeOf(context.req.param("id")).toEqualTypeOf<string>();
      return context.json(guard.of(context).id);
    });
  };
  expectTypeOf(declare).toBeFunction();
  expectTypeOf(secure(Controller, "list")).toEqualTypeOf<HonoHandler>();
});

test("also on an application with typed variables and bindings", () => {
  const declare = () => {
    const guard = typed.guard(token);
    typedApp.get("/", typed(Controller, "list"));
    typedApp.use("/admin/*", guard);
    typedApp.basePath("/v1").get(
      "/items/:id",
      typed({ me: token }, ({ me }, context) => context.json([me.id, context.env.DATABASE])),
    );
    typedApp.get("/read", guard, (context) => {
      expectTypeOf(context.var.started).toEqualTypeOf<number>();
      return context.json(guard.of(context).id);
    });
    typed.seal(typedApp);
  };
  expectTypeOf(declare).toBeFunction();
});

test("an untyped secure is mounted on a typed application too", () => {
  const declare = () => {
    const guard = secure.guard(token);
    typedApp.use(guard);
    typedApp.get("/", secure(Controller, "list"));
  };
  expectTypeOf(declare).toBeFunction();
});

test("guards are read back from the context, typed", () => {
  const guard = secure.guard(optional(narrow(token, "root", (one): one is User & { id: "root" } => one.id === "root")));
  expectTypeOf<typeof guard.of>().returns.toEqualTypeOf<(User & { id: "root" }) | null>();
  expectTypeOf<IsAny<ReturnType<typeof guard.of>>>().toEqualTypeOf<false>();
  // @ts-expect-error a text is not the context
  expectTypeOf(() => guard.of("context")).toBeFunction();
});

test("seal gives the application back as what it is", () => {
  expectTypeOf(secure.seal(app)).toEqualTypeOf<typeof app>();
  expectTypeOf(typed.seal(typedApp)).toEqualTypeOf<Hono<AppEnv>>();
  const chained = new Hono<AppEnv>().basePath("/v1").get(
    "/me",
    typed({ me: token }, ({ me }) => me),
  );
  expectTypeOf(typed.seal(chained)).toEqualTypeOf<typeof chained>();
});
