export { all, any, concealed, nor, not, xor, type Policies } from "./combine.js";
export { allowAny, denyAll, isAuthenticated, isAuthenticatedOrReadOnly, readOnly, sameTenant } from "./ready-made.js";
