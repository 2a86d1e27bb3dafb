import { describe, expect, it } from "vitest";

import { stillWrong } from "../../site/forms/formErrors.ts";

interface Request {
  readonly patron: string;
  readonly receipt: { readonly to: string };
}

const REQUEST: Request = { patron: "Jane", receipt: { to: "jane@example" } };

describe("the errors of a form that is being put right", () => {
  it("go as each field is right, say what is wrong with it now, and leave the others", () => {
    const refused = { errors: { patron: "Enter who paid.", amount: "Enter an amount." }, sent: undefined };
    expect(
      stillWrong(refused, { ok: false, errors: { patron: "Enter who paid.", amount: "Write it as 12.50." } }),
    ).toEqual({ patron: "Enter who paid.", amount: "Write it as 12.50." });
    expect(stillWrong(refused, { ok: false, errors: { amount: "Enter an amount." } })).toEqual({
      amount: "Enter an amount.",
    });
    expect(stillWrong(refused, { ok: true, request: REQUEST })).toEqual({});
  });

  it("do not scold a field that nobody has sent yet", () => {
    expect(stillWrong({ errors: {}, sent: undefined }, { ok: false, errors: { patron: "Enter who paid." } })).toEqual(
      {},
    );
  });

  it("stay as the server found them until that part is changed", () => {
    const refused = { errors: { "receipt.to": "This must be an address." }, sent: REQUEST };
    expect(stillWrong(refused, { ok: true, request: { ...REQUEST, patron: "Joan" } })).toEqual(refused.errors);
    expect(stillWrong(refused, { ok: false, errors: { patron: "Enter who paid." } })).toEqual(refused.errors);
    expect(stillWrong(refused, { ok: true, request: { ...REQUEST, receipt: { to: "jane@example.com" } } })).toEqual({});
  });
});
