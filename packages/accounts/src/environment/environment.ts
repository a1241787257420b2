/** Variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the name of a variable ends with whose value is the path of a file. */
export const fileSuffix = "_FILE";

/** Where a secret comes from, in order of preference. The first name is the documented one; the others are what people coming from FastAPI and its kin have called it. */
export const secretNames = ["SECRET_KEY", "JWT_SECRET_KEY", "JWT_SECRET"] as const;
