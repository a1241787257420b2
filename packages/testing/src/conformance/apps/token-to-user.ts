import { oauth2PasswordBearer, provider } from "@ampoule/core";
import type { Application } from "./application.js";

const accessToken = oauth2PasswordBearer({ tokenUrl: "token", verify: (token) => token });

const currentUser = provider({ token: accessToken }, ({ token }) => ({ username: `${token}fakedecoded`, email: "john@example.com" }));

/** A dependency turns a token into a user. */
export const tokenToUser: Application = ({ secure, route }) => {
  route(
    "GET",
    "/users/me",
    secure({ user: currentUser }, ({ user }) => user),
  );
};
