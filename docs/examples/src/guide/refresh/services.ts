import { constantTimeEqual } from "@ampoule/core";

/** Stands for your list of APIs that may ask about tokens. */
export class Services {
  constructor(private readonly secrets: Readonly<Record<string, string>>) {}

  /** Compares, whether the name is known or not. */
  find(name: string, secret: string): { readonly name: string } | undefined {
    const known = Object.hasOwn(this.secrets, name) ? this.secrets[name] : undefined;
    const isRight = constantTimeEqual(secret, known ?? "");
    return isRight && known !== undefined ? { name } : undefined;
  }
}
