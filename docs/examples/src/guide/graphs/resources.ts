import { provider, resource } from "@ampoule/core";
import { accessToken } from "./sharing.js";

/** A database that writes down what is asked of it. */
export class Database {
  readonly log: string[] = [];

  async begin() {
    this.log.push("begin");
    return {
      write: (text: string) => void this.log.push(`write ${text}`),
      commit: async () => void this.log.push("commit"),
      rollback: async () => void this.log.push("rollback"),
    };
  }
}

// #region transaction
export const transaction = resource(
  { token: accessToken, db: Database },
  async function* transaction({ db }) {
    const opened = await db.begin();
    try {
      yield opened;
      await opened.commit();
    } catch (error) {
      await opened.rollback();
      throw error; // or another one in its place
    }
  },
  { lifetime: "handler" },
);
// #endregion transaction

// #region request
export const snapshot = resource({ token: accessToken, db: Database }, function* snapshot({ db }) {
  db.log.push("open snapshot");
  try {
    yield { rows: ["a", "b"] };
  } finally {
    db.log.push("close snapshot");
  }
});
// #endregion request

// #region disposable
class Lease implements AsyncDisposable {
  constructor(private readonly db: Database) {
    db.log.push("take lease");
  }
  async [Symbol.asyncDispose]() {
    this.db.log.push("give lease back");
  }
}
export const lease = provider({ token: accessToken, db: Database }, ({ db }) => new Lease(db));
// #endregion disposable

// #region streaming
const delay = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function download({ rows, db }: { readonly rows: readonly string[]; readonly db: Database }): Response {
  async function* lines() {
    for (const row of rows) {
      await delay(1);
      db.log.push(`send ${row}`);
      yield new TextEncoder().encode(`${row}\n`);
    }
  }
  return new Response(ReadableStream.from(lines()), { headers: { "Content-Type": "text/plain" } });
}
// #endregion streaming
