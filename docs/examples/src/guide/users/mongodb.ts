import { requireHash, type NewUser, type PasswordChange, type StoredPassword, type StoredUser, type Users } from "@ampoule/accounts";
import { ConfigurationError } from "@ampoule/core";
import { MongoServerError, ObjectId, type Collection } from "mongodb";
import type { Profile, User } from "./user.js";

// #region mongodb
/** A document of the collection. */
export interface UserDocument {
  readonly _id: ObjectId;
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly role: User["role"];
  readonly passwordHash: string | null;
  readonly disabled: boolean;
  readonly epoch: number;
  readonly revision: number;
}

/** Users in MongoDB, by its own driver. Call `createIndex({ login: 1 }, { unique: true })` when you deploy. */
export class MongoUsers implements Users<User, Profile> {
  constructor(private readonly users: Collection<UserDocument>) {}

  async byId(id: string): Promise<User | undefined> {
    const found = await this.users.findOne(idOf(id), { projection: { passwordHash: 0 } });
    return found === null ? undefined : userOf(found);
  }

  async byLogin(login: string): Promise<StoredUser<User> | undefined> {
    const found = await this.users.findOne({ login: { $eq: login } });
    return found === null ? undefined : { user: userOf(found), passwordHash: found.passwordHash };
  }

  async passwordHash(id: string): Promise<StoredPassword> {
    return (await this.users.findOne(idOf(id)))?.passwordHash;
  }

  async add({ login, writtenLogin, passwordHash, profile }: NewUser<Profile>): Promise<User | "taken"> {
    requireHash(passwordHash);
    const state = { role: "member", disabled: false, epoch: 0, revision: 0 } as const;
    const document = { _id: new ObjectId(), login, email: writtenLogin, name: profile.name ?? "", passwordHash, ...state };
    try {
      await this.users.insertOne(document);
      return userOf(document);
    } catch (fault) {
      if (fault instanceof MongoServerError && fault.code === 11_000) return "taken";
      throw fault;
    }
  }

  async setPassword({ id, passwordHash, replaces, raisesEpoch }: PasswordChange): Promise<boolean> {
    requireHash(passwordHash);
    const change = { $set: { passwordHash }, $inc: { epoch: Number(raisesEpoch) } };
    const { matchedCount } = await this.users.updateOne({ ...idOf(id), passwordHash: { $eq: replaces } }, change);
    return matchedCount === 1;
  }

  async requireUnique(): Promise<void> {
    const indexes = await this.users.indexes();
    const isThere = indexes.some(({ key, unique, partialFilterExpression }) => {
      return unique === true && partialFilterExpression === undefined && JSON.stringify(key) === '{"login":1}';
    });
    if (isThere) return;
    throw new ConfigurationError(
      "invalid_option",
      "The collection has no unique index over login: createIndex({ login: 1 }, { unique: true }).",
    );
  }
}

/** Text of another form is nobody's id; in capitals neither. */
function idOf(id: string): { readonly _id: ObjectId } {
  const isId = /^[0-9a-f]{24}$/.test(id);
  return { _id: isId ? ObjectId.createFromHexString(id) : new ObjectId() };
}

function userOf({ _id, email, name, role, disabled, epoch, revision }: Omit<UserDocument, "passwordHash">): User {
  return { id: _id.toHexString(), email, name, role, isDisabled: disabled, epoch, revision };
}
// #endregion mongodb
