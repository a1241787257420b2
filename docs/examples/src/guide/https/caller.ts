import { basic } from "@ampoule/core";

/** Somebody with a password, which Basic sends with every request. */
export const caller = basic({ verify: ({ username, password }) => password === "wonderland" && { name: username } });
