import { arnOf, REGION } from "../aws/account.ts";
import { digest, physicalName, textInput, type Declared, type ResourceTypes } from "../aws/description.ts";

/** Lambda's resource types and what AWS computes for them. */
export const LAMBDA_TYPES: ResourceTypes = {
  "aws:lambda/function:Function": (declared) => {
    const name = physicalName(declared);
    const arn = arnOf("lambda", `function:${name}`);
    const invokeArn = `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${arn}/invocations`;
    return { id: name, outputs: { name, arn, invokeArn, qualifiedArn: `${arn}:$LATEST`, version: "$LATEST" } };
  },
  "aws:lambda/functionUrl:FunctionUrl": ({ inputs }) => {
    const functionName = nameOfFunction(inputs);
    const urlId = digest(`url/${functionName}`).slice(0, 32);
    const functionUrl = `https://${urlId}.lambda-url.${REGION}.on.aws/`;
    return { id: functionName, outputs: { functionArn: arnOf("lambda", `function:${functionName}`), functionUrl, urlId } };
  },
  "aws:lambda/permission:Permission": (declared) => ({ id: physicalName(declared, "statementId"), outputs: {} }),
};

/** Reads the function that a permission or URL belongs to, given by name or ARN. */
export function nameOfFunction(inputs: Declared["inputs"]): string {
  const value = textInput(inputs, "functionName") ?? textInput(inputs, "function") ?? "";
  return value.split(":function:").at(-1)?.split(":")[0] ?? value;
}
