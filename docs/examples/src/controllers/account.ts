import { Security } from "@ampoule/core";
import { injectable } from "tsyringe";
import { basicUser, CurrentAdmin, CurrentUser, maybeUser } from "../security.js";
import { profileOf, type User } from "../users.js";

type Profile = ReturnType<typeof profileOf>;

@injectable()
export class AccountController {
  me(@CurrentUser() me: User): Profile {
    return profileOf(me);
  }

  maybe(@Security(maybeUser) me: User | null): Profile | null {
    return me && profileOf(me);
  }

  admin(@CurrentAdmin() me: User): { welcome: string; role: string } {
    return { welcome: me.email, role: me.role };
  }

  basic(@Security(basicUser) me: User): Profile {
    return profileOf(me);
  }
}
