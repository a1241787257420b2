import type { Server } from "node:net";
import express from "express";
import jsonwebtoken from "jsonwebtoken";
import { CurrentUser, Get, JsonController, useExpressServer, type Action } from "routing-controllers";
import type { Contestants } from "../contestant.js";
import type { Material } from "../material.js";
import { anybody, path, Users, type User } from "../user.js";

const users = new Users();

@JsonController(path)
class Guarded {
  @Get()
  show(@CurrentUser({ required: true }) user: User): User {
    return user;
  }
}

@JsonController(path)
class Open {
  @Get()
  show(): User {
    return anybody;
  }
}

/** What an application writes for `@CurrentUser`. */
function checker({ secret, issuer, audience }: Material) {
  return ({ request }: Action): User | undefined => {
    const [type, token = ""] = (request as express.Request).headers.authorization?.split(" ") ?? [];
    if (type !== "Bearer") return undefined;
    try {
      const payload = jsonwebtoken.verify(token, secret, { issuer, audience, algorithms: ["HS256"] });
      return users.bySubject(payload.sub as string | undefined);
    } catch {
      return undefined;
    }
  };
}

function serve(controller: typeof Guarded | typeof Open, material: Material): Server {
  const app = useExpressServer(express(), { controllers: [controller], currentUserChecker: checker(material) }) as express.Express;
  return app.listen(0, "127.0.0.1");
}

export const contestants: Contestants = {
  "routing-controllers, no auth": (material) => serve(Open, material),
  "routing-controllers, @CurrentUser": (material) => serve(Guarded, material),
};
