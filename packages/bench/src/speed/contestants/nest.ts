import type { Server } from "node:net";
import {
  Controller,
  createParamDecorator,
  Get,
  Injectable,
  Module,
  UnauthorizedException,
  UseGuards,
  type CanActivate,
  type DynamicModule,
  type ExecutionContext,
  type INestApplication,
  type NestApplicationOptions,
  type Type,
} from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { JwtModule, JwtService } from "@nestjs/jwt";
import { ExpressAdapter } from "@nestjs/platform-express";
import { FastifyAdapter } from "@nestjs/platform-fastify";
import { fastify } from "fastify";
import type { Contestants } from "../contestant.js";
import type { Material } from "../material.js";
import { anybody, path, Users, type User } from "../user.js";

interface GuardedRequest {
  readonly headers: { readonly authorization?: string };
  user?: User;
}

const requestOf = (context: ExecutionContext): GuardedRequest => context.switchToHttp().getRequest<GuardedRequest>();

/** As Nest's own pages on authentication have it, and the user looked up. */
@Injectable()
class TokenGuard implements CanActivate {
  constructor(
    private readonly tokens: JwtService,
    private readonly users: Users,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = requestOf(context);
    const [type, token = ""] = request.headers.authorization?.split(" ") ?? [];
    if (type !== "Bearer") throw new UnauthorizedException();
    request.user = await this.#userOf(token);
    return true;
  }

  async #userOf(token: string): Promise<User> {
    const payload = await this.tokens.verifyAsync<{ sub?: string }>(token).catch(() => undefined);
    const user = this.users.bySubject(payload?.sub);
    if (user === undefined) throw new UnauthorizedException();
    return user;
  }
}

const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).user);

@Controller(path)
class Guarded {
  @Get()
  @UseGuards(TokenGuard)
  show(@CurrentUser() user: User): User {
    return user;
  }
}

@Controller(path)
class Open {
  @Get()
  show(): User {
    return anybody;
  }
}

@Module({})
class Application {}

function application(controller: Type, { secret, issuer, audience }: Material): DynamicModule {
  const verifyOptions = { issuer, audience, algorithms: ["HS256" as const] };
  const imports = [JwtModule.register({ secret, verifyOptions })];
  return { module: Application, imports, controllers: [controller], providers: [Users, TokenGuard] };
}

async function listen(app: INestApplication): Promise<Server> {
  await app.listen(0, "127.0.0.1");
  return app.getHttpServer() as Server;
}

const options: NestApplicationOptions = { logger: ["error", "warn"] };

async function onExpress(controller: Type, material: Material): Promise<Server> {
  return listen(await NestFactory.create(application(controller, material), new ExpressAdapter(), options));
}

async function onFastify(controller: Type, material: Material): Promise<Server> {
  return listen(await NestFactory.create(application(controller, material), new FastifyAdapter(), options));
}

async function plainFastify(): Promise<Server> {
  const app = fastify();
  app.get(path, () => anybody);
  await app.listen({ host: "127.0.0.1", port: 0 });
  return app.server;
}

export const contestants: Contestants = {
  "Fastify, no auth": plainFastify,
  "Nest on Express, no auth": (material) => onExpress(Open, material),
  "Nest on Express, guard": (material) => onExpress(Guarded, material),
  "Nest on Fastify, no auth": (material) => onFastify(Open, material),
  "Nest on Fastify, guard": (material) => onFastify(Guarded, material),
};
