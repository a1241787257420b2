import { emailLogin, reserving, roleAddresses, usernameLogin, type LoginName } from "@ampoule/accounts";

// #region names
export const userNames: LoginName = reserving(usernameLogin, ["acme", "acme-support"]);
export const mailboxes: LoginName = reserving(emailLogin, roleAddresses("acme.example")); // where people get mailboxes of you
// #endregion names
