import type { AnswerFields } from "../contract/refusal.js";

/** The part of Node's `ServerResponse` and `Http2ServerResponse` that holds header fields. */
interface FieldHolder {
  getHeader(name: string): number | string | readonly string[] | undefined;
  setHeader(name: string, value: string): unknown;
  removeHeader(name: string): void;
}

/** The header fields of an answer that Node has not sent yet. */
export class NodeFields implements AnswerFields {
  constructor(private readonly response: FieldHolder) {}

  get(name: string): string | undefined {
    const value = this.response.getHeader(name);
    return value === undefined ? undefined : [value].flat().join(", ");
  }

  set(name: string, value: string): void {
    this.response.setHeader(name, value);
  }

  delete(name: string): void {
    this.response.removeHeader(name);
  }
}
