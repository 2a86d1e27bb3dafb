import type { CustomResourceOptions } from "@pulumi/pulumi";

/**
 * Makes the option that takes an existing resource over in place of creating one; none without an id. It stays in the
 * program for good: once the resource is in the stack's state under this id, Pulumi takes no notice of it any more.
 */
export function importOption(id: string | undefined): Pick<CustomResourceOptions, "import"> {
  return id === undefined ? {} : { import: id };
}
