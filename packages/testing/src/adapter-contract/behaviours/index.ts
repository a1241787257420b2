import { describeAddresses } from "./addresses.js";
import { describeAuthorization } from "./authorization.js";
import { describeBodies } from "./bodies.js";
import { describeCors } from "./cors.js";
import { describeCorsOrigins } from "./cors-origins.js";
import { describeCorsRoutes } from "./cors-routes.js";
import { describeCrossSite } from "./cross-site.js";
import { describeDepartures } from "./departures.js";
import { describeEndpoints } from "./endpoints.js";
import { describeEvents } from "./events.js";
import { describeFaults } from "./faults.js";
import { describeHttps } from "./https.js";
import { describeHttpsLoopback } from "./https-loopback.js";
import { describeIsolation } from "./isolation.js";
import { describeLevels } from "./levels.js";
import { describeLifetimes } from "./lifetimes.js";
import { describeLogins } from "./logins.js";
import { describeMissingValues } from "./missing-values.js";
import { describeNative } from "./native.js";
import { describeOutages } from "./outages.js";
import { describeOverrides } from "./overrides.js";
import { describePaths } from "./paths.js";
import { describePollution } from "./pollution.js";
import { describeRendering } from "./rendering.js";
import { describeRequestIds } from "./request-ids.js";
import { describeRequestServices } from "./request-services.js";
import { describeResources } from "./resources.js";
import { describeRoles } from "./roles.js";
import { describeStartUp } from "./start-up.js";
import { describeStreams } from "./streams.js";
import type { AdapterHarness } from "../harness.js";

/** What the contract asks beyond its tables, in the order in which it is asked. */
export const behaviours: readonly ((harness: AdapterHarness) => void)[] = [
  describeFaults,
  describeMissingValues,
  describeOutages,
  describeIsolation,
  describeStartUp,
  describeLifetimes,
  describeRequestServices,
  describeDepartures,
  describeEvents,
  describeBodies,
  describeRendering,
  describeOverrides,
  describePollution,
  describePaths,
  describeNative,
  describeStreams,
  describeLogins,
  describeLevels,
  describeResources,
  describeEndpoints,
  describeCrossSite,
  describeAddresses,
  describeAuthorization,
  describeRoles,
  describeCors,
  describeCorsOrigins,
  describeCorsRoutes,
  describeHttps,
  describeHttpsLoopback,
  describeRequestIds,
];
