import { describe, expect, it } from "vitest";

import { mailboxOf } from "../../lambda/throttle/mailbox.ts";

describe("The mailbox that mails are counted for", () => {
  it.each([
    ["jane@example.com", "jane@example.com"],
    ["Jane@EXAMPLE.com", "jane@example.com"],
    ["jane+boat@example.com", "jane@example.com"],
    ["jane+boat+two@example.com", "jane@example.com"],
    ["+jane@example.com", "+jane@example.com"],
    ["jane@example.com.", "jane@example.com"],
    ["jane.doe@example.com", "jane.doe@example.com"],
    ["jane.doe@gmail.com", "janedoe@gmail.com"],
    ["j.a.n.e.doe+x@googlemail.com", "janedoe@gmail.com"],
    ["janedoe@gmail.com.", "janedoe@gmail.com"],
    ["jane@bücher.example", "jane@xn--bcher-kva.example"],
    ["jane@BÜCHER.example", "jane@xn--bcher-kva.example"],
    ["jane@xn--bcher-kva.example", "jane@xn--bcher-kva.example"],
    ["jane@ｅｘａｍｐｌｅ.com", "jane@example.com"],
    ["jane@example。com", "jane@example.com"],
    ["jane@bu\u0308cher.example", "jane@xn--bcher-kva.example"],
    ["jane@-_-.example", "jane@-_-.example"],
  ])("%s -> %s", (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
  });
});
