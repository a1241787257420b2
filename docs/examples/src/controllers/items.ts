import type { ApiKeyHolder } from "@ampoule/accounts";
import { Dependency, Open, REQUEST, Security, type RequestView } from "@ampoule/core";
import { inject, injectable } from "tsyringe";
import type { User } from "../users.js";
import { problem, readJson } from "../bodies.js";
import { Items, type Item } from "../items.js";
import { caller, CurrentUser, service } from "../security.js";

@injectable()
export class ItemsController {
  constructor(@inject(Items) private readonly items: Items) {}

  list(@CurrentUser("items:read") me: User): Item[] {
    return this.items.of(me.id);
  }

  async add(@CurrentUser("items:write") me: User, @Dependency(REQUEST) request: RequestView): Promise<Response> {
    const body = await readJson(request);
    if (body instanceof Response) return body;
    const { name } = body;
    if (typeof name !== "string" || name === "" || name.length > 200)
      return problem(400, "Bad Request", "Send a `name` of 1 to 200 characters.");
    return Response.json(this.items.add(me.id, name), { status: 201 });
  }

  service(@Security(service) holder: ApiKeyHolder): { service: string } {
    return { service: holder.name };
  }

  either(@Security(caller) who: User | ApiKeyHolder): { caller: string } {
    return { caller: "owner" in who ? who.owner : who.email };
  }

  @Open()
  health(): { ok: true } {
    return { ok: true };
  }
}
