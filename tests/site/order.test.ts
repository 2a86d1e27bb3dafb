import { expect, it } from "vitest";

import { createOrder } from "../../site/ui/order.ts";

it("An answer is shown also where something has been asked since, so that nothing goes from the screen before the next one", () => {
  const order = createOrder();
  const [first, second] = [order.ask(), order.ask()];
  expect(order.takes(first, true)).toBe(true);
  expect(order.takes(second, true)).toBe(true);
});

it("An answer that a newer one has overtaken is dropped", () => {
  const order = createOrder();
  const [first, second] = [order.ask(), order.ask()];
  expect(order.takes(second, true)).toBe(true);
  expect(order.takes(first, true)).toBe(false);
});

it("A failure is shown only of what was asked last", () => {
  const order = createOrder();
  const [first, second] = [order.ask(), order.ask()];
  expect(order.takes(first, false)).toBe(false);
  expect(order.takes(second, false)).toBe(true);
});

it("What another answer brought is newer than all that was asked before it", () => {
  const order = createOrder();
  const before = order.ask();
  order.put();
  expect(order.takes(before, true)).toBe(false);
  expect(order.isLast(before)).toBe(false);
  expect(order.takes(order.ask(), true)).toBe(true);
});
