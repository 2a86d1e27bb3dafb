import { expect, test } from "vitest";
import { planUpdate, type Declarations, type NewDeclaration } from "../../cloud/graph/update.ts";

const before: Declarations = new Map([
  ["a", { content: "1", retained: false }],
  ["kept", { content: "1", retained: true }],
]);
const plan = (...now: [string, Partial<NewDeclaration>][]) =>
  planUpdate(
    before,
    new Map(now.map(([key, declaration]) => [key, { content: "1", retained: false, ignored: false, ...declaration }])),
  );

test("what is declared for the first time is written, even under ignoreChanges", () => {
  expect(plan(["a", {}], ["new", {}], ["pointer", { ignored: true }]).writes).toEqual(["new", "pointer"]);
});

test("what is declared as before is left alone, and another content is written", () => {
  expect(plan(["a", {}], ["kept", {}]).writes).toEqual([]);
  expect(plan(["a", { content: "2" }]).writes).toEqual(["a"]);
});

test("what is declared no more is deleted, unless it was declared to be retained", () => {
  expect(plan().removals).toEqual(["a"]);
  expect(plan().declared.size).toBe(0);
});

test("under ignoreChanges the first content counts as declared, until ignoreChanges is taken away", () => {
  const pinned = plan(["a", { content: "2", ignored: true }]);
  const released = planUpdate(pinned.declared, new Map([["a", { content: "2", retained: false, ignored: false }]]));
  expect([pinned.writes, released.writes]).toEqual([[], ["a"]]);
});
