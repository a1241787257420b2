import { BackendAuthentication, BaseUserAuthentication, type Passwords, type Users } from "@ampoule/accounts";
import { rejected, token, type Context } from "@ampoule/core";
import { inject, injectable } from "tsyringe";
import type { Profile, User } from "../users/user.js";

// #region base
/** Your directory service. */
export interface Directory {
  /** The id of the user, if the password is theirs. Throws an `UnavailableError` where it cannot tell. */
  bind(name: string, password: string): Promise<string | undefined>;
}
export const DIRECTORY = token<Directory>("Directory");

@injectable()
export class DirectoryAuthentication extends BaseUserAuthentication {
  constructor(@inject(DIRECTORY) private readonly directory: Directory) {
    super();
  }

  override async authenticate(username: string, password: string) {
    const id = await this.directory.bind(username, password);
    return id === undefined ? rejected("not_in_directory", { subject: username }) : { id };
  }
}
// #endregion base

// #region backend
export const USERS = token<Users<User, Profile>>("Users");
export const PASSWORDS = token<Passwords>("Passwords");

@injectable()
export class StaffAuthentication extends BackendAuthentication<User> {
  constructor(@inject(USERS) users: Users<User, Profile>, @inject(PASSWORDS) passwords: Passwords) {
    super({ users, passwords });
  }

  override authenticate(username: string, password: string, context: Context) {
    return username.endsWith("@example.com")
      ? super.authenticate(username, password, context)
      : rejected("not_of_staff", { subject: username });
  }
}
// #endregion backend
