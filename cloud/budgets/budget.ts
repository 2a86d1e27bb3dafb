import * as v from "valibot";
import { parseInputs, parseResource, type Resource } from "../graph/graph.ts";
import type { Topics } from "../sns/topics.ts";

const BudgetInputs = v.strictObject({
  name: v.string(),
  budgetType: v.literal("COST"),
  limitAmount: v.pipe(v.string(), v.decimal()),
  limitUnit: v.literal("USD"),
  timeUnit: v.picklist(["MONTHLY", "QUARTERLY", "ANNUALLY"]),
  notifications: v.array(
    v.strictObject({
      notificationType: v.picklist(["ACTUAL", "FORECASTED"]),
      comparisonOperator: v.picklist(["GREATER_THAN", "LESS_THAN", "EQUAL_TO"]),
      thresholdType: v.picklist(["PERCENTAGE", "ABSOLUTE_VALUE"]),
      threshold: v.number(),
      subscriberSnsTopicArns: v.array(v.string()),
    }),
  ),
});

/** Checks that a declared budget could warn. Nothing costs anything here, so it never does. */
export function checkBudget(resource: Resource, topics: Topics): void {
  const { name, notifications } = parseInputs(BudgetInputs, resource);
  const { arn } = parseResource(v.object({ arn: v.string() }), resource);
  for (const topicArn of notifications.flatMap(({ subscriberSnsTopicArns }) => subscriberSnsTopicArns)) {
    const refusal = topics.refusal({ topicArn, service: "budgets.amazonaws.com", sourceArn: arn });
    if (refusal !== undefined) throw new Error(`The budget "${name}" could warn nobody: ${refusal}`);
  }
}
