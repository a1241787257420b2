import { describeAdapter } from "@ampoule/testing";
import { harness } from "./fetch-harness.js";

describeAdapter(harness);
