export interface User {
  readonly id: string;
  readonly tenant: string;
  readonly roles: readonly string[];
}
export interface Article {
  readonly id: string;
  readonly tenant: string;
  readonly author: string;
  readonly text: string;
  readonly isDraft: boolean;
}

/** Users and who is signed in. In real life: a database. */
export class Users {
  readonly rows = new Map<string, User>();

  find(id: string): User | undefined {
    return this.rows.get(id);
  }
}

/** In real life: a database. */
export class Articles {
  readonly rows = new Map<string, Article>();

  find(id: string): Article | undefined {
    return this.rows.get(id);
  }

  write(article: Article, text: string): Article {
    const written = { ...article, text };
    this.rows.set(article.id, written);
    return written;
  }
}
