import { arnOf } from "../aws/account.ts";
import { physicalName, textInput, type ResourceTypes } from "../aws/description.ts";

/** EventBridge Scheduler's resource types and what AWS computes for them. */
export const SCHEDULER_TYPES: ResourceTypes = {
  "aws:scheduler/schedule:Schedule": (declared) => {
    const name = physicalName(declared);
    const group = textInput(declared.inputs, "groupName") ?? "default";
    return {
      id: `${group}/${name}`,
      outputs: { name, arn: arnOf("scheduler", `schedule/${group}/${name}`), groupName: group },
    };
  },
};
