import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cloud } from "./example/start.ts";

/** The README's program and start, which know nothing of the product that this cloud was made for. */

afterAll(() => cloud.close());

test("the README shows how the example is started, word for word", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../cloud/README.md"), "utf8");
  expect(readme).toContain(`\`\`\`ts\n${readFileSync(join(import.meta.dirname, "example/start.ts"), "utf8")}\`\`\``);
});

test("a program of another project answers viewers from its bucket, its function and its table", async () => {
  const page = await fetch(`${cloud.url}/index.html`);
  await fetch(`${cloud.url}/guests/Ada`, { method: "PUT" });
  const book = await fetch(`${cloud.url}/guests/`);
  expect([page.status, await page.text()]).toEqual([200, "<h1>The guest book</h1>"]);
  expect([book.status, await book.json()]).toEqual([200, { greeting: "Welcome", guests: ["Ada"], locked: true }]);
});

test("it is evaluated under its own project and stack, with its own secrets", () => {
  const book = cloud.graph.resources.find(({ type }) => type === "aws:lambda/function:Function");
  expect(book?.urn).toBe("urn:pulumi:dev::guest-book::aws:lambda/function:Function::book");
  expect(book?.secrets).toEqual(["environment"]);
  expect(cloud.graph.outputs).toMatchObject({ tableName: cloud.table.name });
  expect(cloud.unenforced).toContain(
    'aws:iam/rolePolicy:RolePolicy "book": the function\'s own log (it is kept whatever the role says)',
  );
});
