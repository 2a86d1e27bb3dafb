import { openStack } from "../stack/open.ts";
import type { Stack } from "../stack/stack.ts";
import { setSecretCommand } from "../../rules/stack/configProblems.ts";
import { askAws, judgeAws, type AwsContext } from "./aws.ts";
import { checkBuilds } from "./builds.ts";
import { isPlaceholder, judgeConfiguration, valueOf } from "./configuration.ts";
import { gmailAccess, judgeEnvironment } from "./variableChecks.ts";
import { skipped, type Finding } from "./finding.ts";
import { askForToken, judgeToken } from "./gmail.ts";
import { checkAnswers, checkFunction, openLocal, skipAwsOnly } from "./local.ts";
import { checkMachine } from "./machine.ts";
import { checkPulumi } from "./pulumiCli.ts";
import type { Check } from "./runChecks.ts";
import { askMailDomain, judgeSender } from "./sender.ts";
import { checkSlugs } from "./slugs.ts";
import { readStackValues, type StackValues } from "./stackConfig.ts";
import { judgeState, readState, type StateAnswer } from "./stackState.ts";

const MACHINE: Check = { name: "Node.js", run: checkMachine };
const PULUMI: Check = { name: "Pulumi", run: checkPulumi };

/** The checks of this machine alone. */
export function machineChecks(): readonly Check[] {
  return [MACHINE, PULUMI, { name: "builds", run: () => checkBuilds() }];
}

/** The checks of this machine and of a stack on AWS. Pulumi is asked once for what several of them read. */
export function stackChecks(stack: string, again: string): readonly Check[] {
  const values = once(() => readStackValues(stack));
  const state = once(() => readState(stack));
  return [
    MACHINE,
    PULUMI,
    { name: "stack", run: async () => judgeState(stack, await state()) },
    { name: "configuration", run: async () => judgeConfiguration(stack, await values()) },
    { name: "Lambda environment", run: async () => [judgeEnvironment(stack, await values())] },
    { name: "sender", run: async () => [await checkSender(stack, await values())] },
    { name: "Gmail", run: async () => [await checkGmail(stack, await values(), again)] },
    { name: "builds", run: async () => checkBuilds(valueOf(await values(), "companyName")) },
    { name: "AWS credentials", run: async () => checkAws(toContext(stack, await values(), await state())) },
    { name: "slugs", run: async () => checkDeployedSlugs(stack, await state()) },
  ];
}

/** The checks of a running embedded cloud. */
export function localChecks(open: () => Promise<Stack>): readonly Check[] {
  const opened = once(() => openLocal(open));
  const inside = async (check: (stack: Stack) => Promise<readonly Finding[]>): Promise<readonly Finding[]> => {
    const found = await opened();
    return "check" in found ? [] : check(found);
  };
  const running = async (): Promise<readonly Finding[]> => {
    const found = await opened();
    return "check" in found ? [found] : checkAnswers(found);
  };
  return [
    MACHINE,
    { name: "builds", run: () => checkBuilds() },
    { name: "local cloud", run: running },
    { name: "function", run: () => inside(checkFunction) },
    { name: "slugs", run: () => inside(checkSlugs) },
    { name: "on AWS only", run: () => Promise.resolve([skipAwsOnly()]) },
  ];
}

async function checkSender(stack: string, values: StackValues): Promise<Finding> {
  const address = valueOf(values, "mailFrom");
  if (address !== undefined && isPlaceholder(address)) return skipped("sender", "see placeholders.");
  const domain = address?.split("@")[1];
  return judgeSender(stack, address, domain === undefined ? "unknown" : await askMailDomain(domain));
}

async function checkGmail(stack: string, values: StackValues, again: string): Promise<Finding> {
  const access = gmailAccess(values);
  if (access === undefined) return skipped("Gmail", "not tried: see configuration and secrets.");
  const setClient = [setSecretCommand(stack, "gmailClientId"), setSecretCommand(stack, "gmailClientSecret")].join("\n");
  return judgeToken(await askForToken(access), {
    setClient,
    setRefreshToken: setSecretCommand(stack, "gmailRefreshToken"),
    again,
  });
}

async function checkAws(context: AwsContext): Promise<readonly Finding[]> {
  return judgeAws(context, await askAws(context));
}

function toContext(stack: string, values: StackValues, state: StateAnswer): AwsContext {
  return {
    stack,
    region: values.entries.get("aws:region")?.value,
    profile: values.entries.get("aws:profile")?.value,
    certificateArn: valueOf(values, "certificateArn"),
    outputs: state.kind === "state" ? state.state.outputs : {},
  };
}

async function checkDeployedSlugs(stack: string, state: StateAnswer): Promise<readonly Finding[]> {
  if (state.kind !== "state" || state.state.outputs.tableName === undefined)
    return [skipped("slugs", "nothing is deployed yet, as far as Pulumi tells.")];
  return checkSlugs(await openStack({ stack, data: undefined }));
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
