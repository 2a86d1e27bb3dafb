import { arnOf, REGION } from "../aws/account.ts";
import { digest, physicalName, textInput, type Declared, type ResourceTypes } from "../aws/description.ts";
import { LATEST } from "./versions.ts";

/**
 * Stands for the number of the version that this deployment publishes: like a value that Pulumi knows only after the
 * update, because the number depends on what is published already. Realising the function puts the number in its place.
 */
export const PUBLISHED = "$PUBLISHED";

/** Lambda's resource types and what AWS computes for them. */
export const LAMBDA_TYPES: ResourceTypes = {
  "aws:lambda/function:Function": (declared) => {
    const name = physicalName(declared);
    const arn = arnOf("lambda", `function:${name}`);
    const invokeArn = `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${arn}/invocations`;
    const version = declared.inputs["publish"] === true ? PUBLISHED : LATEST;
    return { id: name, outputs: { name, arn, invokeArn, qualifiedArn: `${arn}:${version}`, version } };
  },
  "aws:lambda/alias:Alias": (declared) => {
    const name = physicalName(declared);
    const arn = arnOf("lambda", `function:${nameOfFunction(declared.inputs)}:${name}`);
    return { id: arn, outputs: { name, arn } };
  },
  "aws:lambda/functionUrl:FunctionUrl": ({ inputs }) => {
    const target = [nameOfFunction(inputs), textInput(inputs, "qualifier")].filter((part) => part !== undefined);
    const urlId = digest(`url/${target.join("/")}`).slice(0, 32);
    const functionUrl = `https://${urlId}.lambda-url.${REGION}.on.aws/`;
    return {
      id: target.join("/"),
      outputs: { functionArn: arnOf("lambda", `function:${target.join(":")}`), functionUrl, urlId },
    };
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ({ inputs }) => {
    const target = [nameOfFunction(inputs), textInput(inputs, "qualifier")].filter((part) => part !== undefined);
    return { id: target.join(":"), outputs: {} };
  },
  "aws:lambda/permission:Permission": (declared) => ({ id: physicalName(declared, "statementId"), outputs: {} }),
};

/** Reads the function that a permission, alias or URL belongs to, given by name or ARN. */
export function nameOfFunction(inputs: Declared["inputs"]): string {
  const value = textInput(inputs, "functionName") ?? textInput(inputs, "function") ?? "";
  return value.split(":function:").at(-1)?.split(":")[0] ?? value;
}
