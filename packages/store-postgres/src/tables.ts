/** The names of the tables, quoted, with their schema. */
export class Tables {
  readonly families: string;
  readonly denied: string;
  readonly cutOffs: string;
  readonly apiKeys: string;
  readonly codes: string;
  readonly #schema: string;
  readonly #prefix: string;

  /** Takes names that were looked at: see `placeIn`. */
  constructor(schema: string, prefix: string) {
    this.#schema = schema;
    this.#prefix = prefix;
    this.families = this.#named("families");
    this.denied = this.#named("denied");
    this.cutOffs = this.#named("cut_offs");
    this.apiKeys = this.#named("api_keys");
    this.codes = this.#named("codes");
  }

  /** A row where all of it is there. Takes no lock that a writer would wait for, and no right but to look. */
  get presence(): string {
    const names = [this.families, this.denied, this.cutOffs, this.apiKeys, this.codes, ...indexes.map((one) => this.#quoted(nameOf(one)))];
    return `SELECT FROM unnest(ARRAY['${names.join("', '")}']) AS name HAVING bool_and(to_regclass(name) IS NOT NULL)`;
  }

  /** What makes them where they are not there. Sent as one text it is one transaction; processes that start at once wait for each other. */
  get creation(): string {
    const id = 'text COLLATE "C"';
    return `SELECT pg_advisory_xact_lock(${lock});
      CREATE TABLE IF NOT EXISTS ${this.families} (
        id ${id} PRIMARY KEY, subject ${id} NOT NULL, version bigint NOT NULL, ends bigint NOT NULL, family text NOT NULL, seed text, seed_until bigint);
      CREATE TABLE IF NOT EXISTS ${this.denied} (jti ${id} PRIMARY KEY, ends bigint NOT NULL);
      CREATE TABLE IF NOT EXISTS ${this.cutOffs} (subject ${id} PRIMARY KEY, at bigint NOT NULL, ends bigint NOT NULL);
      CREATE TABLE IF NOT EXISTS ${this.apiKeys} (
        id ${id} PRIMARY KEY, owner ${id} NOT NULL, created_at bigint NOT NULL, expires_at bigint, revoked_at bigint, last_used_at bigint,
        replaced_by text, key text NOT NULL);
      CREATE TABLE IF NOT EXISTS ${this.codes} (id ${id} PRIMARY KEY, digest ${id} NOT NULL, ends bigint NOT NULL, code text NOT NULL);
      ${indexes.map((one) => this.#index(one)).join("\n")}`;
  }

  #named(table: string): string {
    return this.#quoted(`_${table}`);
  }

  #index(index: Index): string {
    const [table, column, where = ""] = index;
    return `CREATE INDEX IF NOT EXISTS "${this.#prefix}${nameOf(index)}" ON ${this.#named(table)} (${column}) ${where};`;
  }

  #quoted(name: string): string {
    return `"${this.#schema}"."${this.#prefix}${name}"`;
  }
}

type Index = readonly [table: string, column: string, where?: string];

const indexes: readonly Index[] = [
  ["families", "subject"],
  ["families", "ends"],
  ["families", "seed_until", "WHERE seed_until IS NOT NULL"],
  ["denied", "ends"],
  ["cut_offs", "ends"],
  ["api_keys", "owner"],
  ["api_keys", "expires_at", "WHERE expires_at IS NOT NULL"],
  ["api_keys", "revoked_at", "WHERE revoked_at IS NOT NULL"],
  ["codes", "ends"],
];

/** Behind the prefix. */
function nameOf([table, column]: Index): string {
  return `_${table}_${column}`;
}

/** Any number that nothing else takes for an advisory lock: "ampoule" on a telephone. */
const lock = 2_676_853;
