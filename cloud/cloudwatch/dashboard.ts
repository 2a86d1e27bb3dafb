import * as v from "valibot";
import { REGION } from "../aws/account.ts";
import { parseInputs, type Resource } from "../graph/graph.ts";

const place = { x: v.number(), y: v.number(), width: v.pipe(v.number(), v.maxValue(24)), height: v.number() };
const Widget = v.variant("type", [
  v.strictObject({
    type: v.literal("alarm"),
    ...place,
    properties: v.strictObject({ title: v.string(), alarms: v.array(v.string()) }),
  }),
  v.strictObject({ type: v.literal("text"), ...place, properties: v.strictObject({ markdown: v.string() }) }),
  v.strictObject({
    type: v.literal("metric"),
    ...place,
    properties: v.strictObject({
      title: v.string(),
      region: v.string(),
      view: v.picklist(["timeSeries", "singleValue"]),
      period: v.number(),
      metrics: v.array(v.array(v.union([v.string(), v.strictObject({ stat: v.string() })]))),
    }),
  }),
]);
const DashboardInputs = v.strictObject({
  dashboardName: v.string(),
  region: v.optional(v.literal(REGION)),
  dashboardBody: v.pipe(v.string(), v.parseJson(), v.strictObject({ widgets: v.array(Widget) })),
});

/** Checks a declared dashboard: CloudWatch takes a body with a mistake and shows an empty frame. */
export function checkDashboard(resource: Resource, alarmArns: readonly string[]): void {
  const { dashboardName, dashboardBody } = parseInputs(DashboardInputs, resource);
  const shown = dashboardBody.widgets.flatMap((widget) => (widget.type === "alarm" ? widget.properties.alarms : []));
  const lost = shown.find((arn) => !alarmArns.includes(arn));
  if (lost !== undefined)
    throw new Error(`The dashboard "${dashboardName}" shows the alarm ${lost}, which is not declared.`);
}
