import { describeAdapter } from "@ampoule/testing";
import { harness } from "./harness.js";

describeAdapter(harness);
