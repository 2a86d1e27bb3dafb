import { arnOf } from "../aws/account.ts";
import { physicalName, type ResourceTypes } from "../aws/description.ts";

/** CloudWatch's resource types, its logs among them, and what AWS computes for them. */
export const CLOUDWATCH_TYPES: ResourceTypes = {
  "aws:cloudwatch/logGroup:LogGroup": (declared) => {
    const name = physicalName(declared);
    return { id: name, outputs: { name, arn: arnOf("logs", `log-group:${name}`) } };
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": (declared) => {
    const name = physicalName(declared);
    return { id: name, outputs: { name, arn: arnOf("cloudwatch", `alarm:${name}`) } };
  },
  "aws:cloudwatch/dashboard:Dashboard": (declared) => {
    const name = physicalName(declared, "dashboardName");
    return { id: name, outputs: { dashboardArn: arnOf("cloudwatch", `dashboard/${name}`, "") } };
  },
};
