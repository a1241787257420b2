export { apiKeyTable } from "./api-key.js";
export { basicTable } from "./basic.js";
export { bearerTable } from "./bearer.js";
export { combinationTable } from "./combinations.js";
export { structureTable } from "./structure.js";
