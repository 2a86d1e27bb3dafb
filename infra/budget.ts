import { Budget } from "@pulumi/aws/budgets/budget.js";
import * as pulumi from "@pulumi/pulumi";
import type { Names } from "./names.ts";

export interface MonthlyBudgetArgs {
  readonly names: Names;
  readonly monthlyUsd: number;
  readonly topicArn: pulumi.Input<string>;
}

/** When somebody hears of it, in percent of the budget. */
const NOTIFICATIONS = [
  { notificationType: "ACTUAL", threshold: 80 },
  // AWS forecasts after about five weeks of use; until then only the actual cost warns.
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

/**
 * Computes the budget's fixed inputs. It watches the whole account: a filter by the stack's tag sees nothing until somebody
 * activates that tag for cost allocation by hand, and a budget that sees nothing never warns (docs/decisions/0010).
 */
function budgetPlan({ names, monthlyUsd }: MonthlyBudgetArgs) {
  return {
    name: names.budget,
    budgetType: "COST",
    limitAmount: String(monthlyUsd),
    limitUnit: "USD",
    timeUnit: "MONTHLY",
  };
}

/** The monthly cost budget, which warns through the alarms' topic. */
export class MonthlyBudget extends pulumi.ComponentResource {
  constructor(name: string, args: MonthlyBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("scc:infra:MonthlyBudget", name, {}, opts);
    const notifications = NOTIFICATIONS.map((notification) => ({
      ...notification,
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberSnsTopicArns: [args.topicArn],
    }));
    new Budget("monthly", { ...budgetPlan(args), notifications }, { parent: this });
    this.registerOutputs({});
  }
}
