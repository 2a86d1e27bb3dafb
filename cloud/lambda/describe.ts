import { findCodeProblem } from "./code.ts";
import type { Alias, Version } from "./versions.ts";

/** Describes a version as Lambda's API does; `arn` carries the qualifier that was asked for. */
export function describeVersion(version: Version, arn: string, functionName: string): object {
  return {
    FunctionName: functionName,
    FunctionArn: arn,
    Version: version.version,
    Description: version.description,
    Runtime: version.runtime,
    Handler: version.handler,
    Role: version.role,
    Architectures: version.architectures,
    MemorySize: version.memorySize,
    Timeout: version.timeout,
    CodeSha256: version.codeSha256,
    CodeSize: version.codeSize,
    PackageType: "Zip",
    LastModified: version.lastModified.replace("Z", "+0000"),
    RevisionId: version.revisionId,
    // Lambda leaves the member out where there are no variables.
    ...(Object.keys(version.variables).length === 0 ? {} : { Environment: { Variables: version.variables } }),
    LoggingConfig: { LogFormat: "Text", LogGroup: version.logGroup },
    ...describeState(version),
  };
}

function describeState(version: Version): object {
  const problem = findCodeProblem(version);
  if (problem === undefined) return { State: "Active", LastUpdateStatus: "Successful" };
  return { State: "Failed", StateReason: problem, StateReasonCode: "InternalError" };
}

/** Describes an alias as Lambda's API does. */
export function describeAlias(alias: Alias, functionArn: string): object {
  return {
    AliasArn: `${functionArn}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    RevisionId: alias.revisionId,
  };
}
