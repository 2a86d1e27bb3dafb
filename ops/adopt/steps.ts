import type { Adopted } from "../../rules/stack/config.ts";
import { listAdopted } from "./importFile.ts";

/** How far the adoption has come. */
export interface Progress {
  readonly stack: string;
  readonly adopted: Adopted;
  /** Whether the stack's configuration names the same resources. */
  readonly configured: boolean;
  /** Whether all of them are in the stack's state. */
  readonly imported: boolean;
}

/** Writes what is left to do, in the order in which to do it. */
export function describeSteps({ stack, adopted, configured, imported }: Progress): string {
  const resources = listAdopted(adopted);
  const file = `adopt-${stack}.json`;
  const again = {
    title: "Compare again, now with what Pulumi says:",
    lines: [`npm run ops -- adopt --stack ${stack}`],
  };
  const steps = [
    ...(configured
      ? []
      : [
          {
            title: "Name them in the stack's configuration:",
            lines: resources.map(({ kind, id }) => `pulumi config set --stack ${stack} --path scc:adopt.${kind} ${id}`),
          },
        ]),
    ...(imported
      ? []
      : [
          {
            title: "Put them into the stack's state, which changes nothing on AWS:",
            lines: [
              `npm run ops -- adopt --stack ${stack} --import-file ${file}`,
              `pulumi import --stack ${stack} --file ${file} --protect=false --generate-code=false`,
            ],
          },
        ]),
    ...(configured && imported ? [] : [again]),
    { title: "When nothing is left marked ✗:", lines: [`pulumi up --stack ${stack}`] },
  ];
  return steps
    .flatMap(({ title, lines }, index) => [`${index + 1}. ${title}`, ...lines.map((line) => `     ${line}`)])
    .join("\n");
}
