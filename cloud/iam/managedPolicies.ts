const document = (...Action: string[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

/** The policies of AWS's own that are known. Source: AWS managed policy reference. */
const POLICIES: Readonly<Record<string, string>> = {
  "service-role/AWSLambdaBasicExecutionRole": document(
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ),
  "service-role/AWSLambdaRole": document("lambda:InvokeFunction"),
  AdministratorAccess: document("*"),
};

/** Finds the text of a policy of AWS's own; any other is an error that names it. */
export function readManagedPolicy(arn: string): string {
  const text = POLICIES[arn.replace(/^arn:aws:iam::aws:policy\//, "")];
  if (text === undefined) throw new Error(`The local cloud does not know the policy ${arn}.`);
  return text;
}
