import { basic, constantTimeEqual } from "@ampoule/core";
import type { Application } from "./application.js";

/** HTTP Basic with one good pair. Both parts are compared, whatever the first comparison says. */
export const basicChecked: Application = ({ secure, route, details }) => {
  const user = basic({
    verify({ username, password }, { request }) {
      const isGood = [constantTimeEqual(username, "stanleyjobson"), constantTimeEqual(password, "swordfish")].every(Boolean);
      return isGood ? { username } : details.reject(request, "Incorrect username or password");
    },
  });
  route(
    "GET",
    "/users/me",
    secure({ user }, ({ user: me }) => me),
  );
};
