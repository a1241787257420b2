import { inject, injectable } from "tsyringe";
import { Store } from "./store.js";

export interface Item {
  readonly id: number;
  readonly name: string;
}

@injectable()
export class Items {
  constructor(@inject(Store) private readonly store: Store) {}

  of(owner: string): Item[] {
    const rows = this.store.all("SELECT id, name FROM items WHERE owner = ? ORDER BY id", owner);
    return rows.map((row) => ({ id: Number(row["id"]), name: String(row["name"]) }));
  }

  add(owner: string, name: string): Item {
    const row = this.store.first("INSERT INTO items (owner, name) VALUES (?, ?) RETURNING id", owner, name);
    return { id: Number(row?.["id"]), name };
  }
}
