/** Somebody with an account. */
export interface Staff {
  readonly email: string;
  readonly name: string;
  readonly role: "admin" | "crew";
  /** All of the crew take money there: what is hostile is the day. */
  readonly permissions?: readonly ["payments"];
}

/** Who works for the company. */
export const STAFF: readonly Staff[] = [
  { email: "ada@example.com", name: "Ada Captain", role: "admin" },
  { email: "grace@example.com", name: "Grace Skipper", role: "crew", permissions: ["payments"] },
  { email: "finn@example.com", name: "Finn Mate", role: "crew", permissions: ["payments"] },
  { email: "olga@example.com", name: "Olga Owner", role: "admin" },
];

/** All of them have the same. */
export const PASSWORD = "correct horse battery";
/** Cheap: nobody here guesses passwords. */
export const SCRYPT = { N: 2, r: 1, p: 1 };
