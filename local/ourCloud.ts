import { startCloud, type Cloud } from "../cloud/cloud.ts";
import type { CloudOptions } from "../cloud/options.ts";
import type { Program } from "../cloud/program/program.ts";
import { StartError, type Words } from "../cloud/startError.ts";
import { GMAIL_CREDENTIALS, localConfig, localSecrets, STACK_NAME } from "./config.ts";
import { PROJECT_ROOT } from "./root.ts";

export type { Cloud };

/** How to start our program on the embedded cloud; everything has a default that suits a test. */
export type OurOptions = Pick<
  CloudOptions,
  "port" | "gmailPort" | "dataDirectory" | "fresh" | "editGraph" | "log" | "clock" | "faults"
> & {
  /** Plain configuration over the local stack's own; keys are full names such as `scc:companyName`, and undefined takes one out. */
  config?: Readonly<Record<string, string | undefined>>;
  secrets?: Readonly<Record<string, string>>;
  /** index.ts unless a test brings its own. */
  program?: Program;
};

/** Pulumi.yaml's name. */
const PROJECT_NAME = "ship-captain-crew";

/** In the data directory: the slug of the demo charter. */
export const DEMO_FILE = "demo";

/** What the command line has for the options that the cloud's errors name. */
const FLAGS: Words = {
  port: "--port",
  gmailPort: "--gmail-port",
  dataDirectory: "--data",
  fresh: "--fresh",
  adoption: "scc:adopt",
};

/** Starts an embedded cloud with our program, as the stack `local`. */
export async function startOurCloud({ config, secrets, ...options }: OurOptions = {}): Promise<Cloud> {
  try {
    return await startCloud({
      project: PROJECT_NAME,
      stack: STACK_NAME,
      root: PROJECT_ROOT,
      program: "index.ts",
      config: ({ gmailUrl, timestampUrl }) => given({ ...localConfig(gmailUrl, timestampUrl), ...config }),
      secrets: { ...localSecrets(), ...secrets },
      gmailCredentials: GMAIL_CREDENTIALS,
      callersFiles: [DEMO_FILE],
      ...options,
    });
  } catch (fault) {
    throw fault instanceof StartError ? fault.reword(FLAGS) : fault;
  }
}

function given(settings: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
