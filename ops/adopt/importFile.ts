import { COMPONENT_TYPES } from "../../rules/contract/components.ts";
import type { Adopted } from "../../rules/stack/config.ts";

/** Where each kind is declared: its component and itself, by type and name. tests/infra/adopt.test.ts compares with the program. */
const DECLARED = {
  table: { component: [COMPONENT_TYPES.table, "table"], resource: ["aws:dynamodb/table:Table", "events"] },
  bucket: { component: [COMPONENT_TYPES.bucket, "site"], resource: ["aws:s3/bucket:Bucket", "site"] },
  function: { component: [COMPONENT_TYPES.function, "api"], resource: ["aws:lambda/function:Function", "api"] },
  distribution: {
    component: [COMPONENT_TYPES.distribution, "distribution"],
    resource: ["aws:cloudfront/distribution:Distribution", "distribution"],
  },
} as const;
export type Kind = keyof typeof DECLARED;
const KINDS = ["table", "bucket", "function", "distribution"] as const satisfies readonly Kind[];

/** One adopted resource. */
export interface AdoptedResource {
  readonly kind: Kind;
  /** Its name or id on AWS, which is also its id in Pulumi's state. */
  readonly id: string;
}

/** Lists what is adopted, in a stable order. */
export function listAdopted(adopted: Adopted): AdoptedResource[] {
  return KINDS.flatMap((kind) => {
    const id = adopted[kind];
    return id === undefined ? [] : [{ kind, id }];
  });
}

/** Computes the part of an adopted resource's URN that stack and project have no say in: its types and its name. */
export function urnEnd(kind: Kind): string {
  const {
    component: [componentType],
    resource: [type, name],
  } = DECLARED[kind];
  return `::${componentType}$${type}::${name}`;
}

/**
 * Writes the file of `pulumi import`, which puts existing resources into a stack's state and changes nothing on AWS.
 * Source: pulumi/pulumi, pkg/cmd/pulumi/operations/import.go. Names are unique within the file; logical names are the program's.
 */
export function importFile(adopted: Adopted): string {
  const resources = listAdopted(adopted).flatMap(({ kind, id }) => {
    const {
      component: [componentType, componentName],
      resource: [type, name],
    } = DECLARED[kind];
    const parent = `${kind}-component`;
    return [
      { type: componentType, name: parent, logicalName: componentName, component: true },
      { type, name: kind, logicalName: name, id, parent },
    ];
  });
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}
