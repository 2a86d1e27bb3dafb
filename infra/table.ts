import { Table, type TableArgs } from "@pulumi/aws/dynamodb/table.js";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENT_TYPES } from "../rules/contract/components.ts";
import { TABLE_SCHEMA } from "../rules/contract/table.ts";
import { importOption } from "./importOption.ts";

export interface EventsTableArgs {
  readonly tableName: string;
  /** Refuses deletion, in DynamoDB and in Pulumi. */
  readonly protect: boolean;
  /** The table that is taken over; a new one is created when not given. */
  readonly adopted?: string | undefined;
}

type IndexPlan = (typeof TABLE_SCHEMA.indexes)[number];

/** Computes the table's inputs from the schema that the Lambda reads as well. */
function tablePlan(args: EventsTableArgs) {
  return {
    name: args.tableName,
    billingMode: "PAY_PER_REQUEST",
    hashKey: TABLE_SCHEMA.hashKey,
    rangeKey: TABLE_SCHEMA.rangeKey,
    attributes: keyAttributes().map((name) => ({ name, type: "S" })),
    globalSecondaryIndexes: TABLE_SCHEMA.indexes.map(indexPlan),
    ttl: { attributeName: TABLE_SCHEMA.ttlAttribute, enabled: true },
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true },
    deletionProtectionEnabled: args.protect,
  } satisfies TableArgs;
}

function indexPlan(index: IndexPlan) {
  return {
    name: index.name,
    keySchemas: [
      { attributeName: index.hashKey, keyType: "HASH" },
      { attributeName: index.rangeKey, keyType: "RANGE" },
    ],
    projectionType: index.projection,
    ...(index.projection === "INCLUDE" ? { nonKeyAttributes: [...index.attributes] } : {}),
  };
}

/** DynamoDB wants exactly the attributes that some key names, each once. */
function keyAttributes(): string[] {
  const names = [TABLE_SCHEMA, ...TABLE_SCHEMA.indexes].flatMap((keys) => [keys.hashKey, keys.rangeKey]);
  return [...new Set<string>(names)].sort();
}

/** The one table: charter events with their payments, signature records, accounts and sessions. */
export class EventsTable extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly tableName: pulumi.Output<string>;

  constructor(name: string, args: EventsTableArgs, opts?: pulumi.ComponentResourceOptions) {
    super(COMPONENT_TYPES.table, name, {}, opts);
    const table = new Table("events", tablePlan(args), {
      parent: this,
      protect: args.protect,
      ...importOption(args.adopted),
    });
    this.arn = table.arn;
    this.tableName = table.name;
    this.registerOutputs({ arn: this.arn, tableName: this.tableName });
  }
}
