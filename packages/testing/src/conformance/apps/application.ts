import type { AppSpec } from "../format/case-file.js";
import type { Board } from "../frames/frame.js";
import type { OwnDetails } from "../own-details.js";

/** What an application is made with. */
export interface Surroundings {
  readonly secure: Board["secure"];
  readonly route: Board["route"];
  /** Texts of its own for its 401s, which `security()` was given the `render` of. */
  readonly details: OwnDetails;
  /** What the file says besides the description: users, secrets. */
  readonly spec: AppSpec;
}

/** Mounts the routes of an application. */
export type Application = (surroundings: Surroundings) => void;
