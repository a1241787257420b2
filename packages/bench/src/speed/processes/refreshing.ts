import { askOn } from "../connection.js";
import { formOf } from "../load.js";
import type { Material } from "../material.js";
import { anybody, tokenPath } from "../user.js";

const accessMember = /"access_token":"([^"]+)"/;
const refreshMember = /"refresh_token":"([^"]+)"/;

/** Somebody who is signed in, and knows the newest tokens. */
export class Session {
  #refresh = "";
  #access = "";

  private constructor(private readonly port: number) {}

  static async open(port: number, { password }: Material): Promise<Session> {
    const session = new Session(port);
    await session.#ask([formOf(tokenPath, { grant_type: "password", username: anybody.id, password })]);
    return session;
  }

  get access(): string {
    return this.#access;
  }

  /** Refreshes, each time with what the last answer gave, until it is over. Gives the milliseconds of each. */
  async refresh(isOver: () => boolean): Promise<readonly number[]> {
    const next = (answered: string): Buffer | undefined => {
      if (answered !== "") this.#keep(answered);
      return isOver() ? undefined : formOf(tokenPath, { grant_type: "refresh_token", refresh_token: this.#refresh });
    };
    return askOn(this.port, { next, isRight });
  }

  async #ask(forms: Buffer[]): Promise<void> {
    const next = (answered: string): Buffer | undefined => {
      if (answered !== "") this.#keep(answered);
      return forms.pop();
    };
    await askOn(this.port, { next, isRight });
  }

  #keep(answered: string): void {
    this.#refresh = refreshMember.exec(answered)?.[1] ?? "";
    this.#access = accessMember.exec(answered)?.[1] ?? "";
  }
}

function isRight(answer: string): boolean {
  return refreshMember.test(answer);
}
