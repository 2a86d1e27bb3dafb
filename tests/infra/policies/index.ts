import { everythingIsTagged, nothingCostsByTheHour } from "./account.ts";
import {
  noBehaviorIsShadowed,
  noCustomErrorPages,
  routerRunsEverywhere,
  securityHeadersEverywhere,
} from "./behaviors.ts";
import { encryptedAtRest, logsExpire, recoverable } from "./data.ts";
import { callersAreNamed, functionUrlsAreSigned, noPublicBucket } from "./exposure.ts";
import { noWildcards, rolesDoNotAdminister, rolesTrustOneService } from "./identity.ts";
import { prodIsProtected, releasesSurviveUpdates } from "./lasting.ts";
import { originsAreSigned, originsUseTls12 } from "./origins.ts";
import type { Policy } from "./policy.ts";
import { noPlainSecrets, noPlainSecretsInFiles } from "./secrets.ts";
import { bucketsRefusePlainHttp, plainHttpIsRedirected, viewersUseTls12 } from "./transport.ts";

/** Every policy that a stack's resources must keep. */
export const POLICIES: readonly Policy[] = [
  noPublicBucket,
  callersAreNamed,
  functionUrlsAreSigned,
  viewersUseTls12,
  originsUseTls12,
  plainHttpIsRedirected,
  bucketsRefusePlainHttp,
  originsAreSigned,
  noWildcards,
  rolesDoNotAdminister,
  rolesTrustOneService,
  encryptedAtRest,
  recoverable,
  prodIsProtected,
  releasesSurviveUpdates,
  logsExpire,
  noPlainSecrets,
  noPlainSecretsInFiles,
  securityHeadersEverywhere,
  routerRunsEverywhere,
  noCustomErrorPages,
  noBehaviorIsShadowed,
  everythingIsTagged,
  nothingCostsByTheHour,
];
