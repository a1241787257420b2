import { describe } from "vitest";
import { frames } from "./frames.js";
import { describeAnswers } from "./weak-spots/answers.js";
import { describeCredentials } from "./weak-spots/credentials.js";
import { describeDocuments } from "./weak-spots/documents.js";
import { describeLevels } from "./weak-spots/levels.js";

describe.each(frames)("on %s", (_, frame) => {
  describeCredentials(frame);
  describeDocuments(frame);
  describeLevels(frame);
  describeAnswers(frame);
});
