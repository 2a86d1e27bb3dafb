import * as v from "valibot";
import { expect, test } from "vitest";
import { parseInputs, type Graph } from "../../cloud/graph/graph.ts";
import { openApiClient } from "../../local/client.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../local/demo.ts";
import { startOurCloud } from "../../local/ourCloud.ts";
import { seed } from "../../local/seed.ts";

const PolicyInputs = v.object({ name: v.string(), policy: v.string() });

/** Takes one action out of every policy of a role. */
function without(action: string): (graph: Graph) => Graph {
  return (graph) => ({
    ...graph,
    resources: graph.resources.map((resource) => {
      if (resource.type !== "aws:iam/rolePolicy:RolePolicy") return resource;
      const { policy } = parseInputs(PolicyInputs, resource);
      return { ...resource, inputs: { ...resource.inputs, policy: policy.replace(`"${action}",`, "") } };
    }),
  });
}

test("a grant that the function's role lacks is missed on a laptop as it is on AWS", async () => {
  const cloud = await startOurCloud({ editGraph: without("dynamodb:PutItem") });
  try {
    await expect(seed(cloud)).rejects.toThrow("The demo data was refused");
    const signIn = await openApiClient(cloud.url).call("POST", "/api/session", {
      email: DEMO_ACCOUNTS.admin.email,
      password: DEMO_PASSWORD,
    });
    expect(signIn.status).toBe(500);
    const log = () =>
      cloud.logs
        .lines()
        .map(({ text }) => text)
        .join("\n");
    await expect
      .poll(log)
      .toContain(
        `User: arn:aws:sts::123456789012:assumed-role/scc-local-api/scc-local is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/${cloud.table.name} because no identity-based policy allows the dynamodb:PutItem action`,
      );
  } finally {
    await cloud.close();
  }
});
