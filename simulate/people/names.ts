import type { Random } from "../chance/random.ts";

/** People as they write themselves: those of a name, and those whose names are hard to write. */
const NAMES = [
  "Jane Porter",
  "Sam Okafor",
  "Mia Chen",
  "Leo Alvarez",
  "José Rivera",
  "Jose Rivera",
  "Ruth Lindqvist",
  "Doe, Jane",
  "Jane Doe",
  "Seán Ó Briain",
  "Ana María de la Cruz",
  "李 小龙",
  "Li Xiaolong",
  "محمد علي",
  "Анна Иванова",
  "O'Neill, Pat",
  "Anne-Sophie Dupont",
  "नीरज कुमार",
  "Björk Guðmundsdóttir",
  "J",
] as const;

const FIRST_NAMES = ["Jane", "José", "Mary-Jane", "Li", "Ruth", "Sam", "Anne", "Björn"] as const;

/** Names somebody. */
export function nameOf(random: Random): string {
  const name = random.pick(NAMES);
  return random.percent(40) ? `${name} ${random.pick(["II", "Jr.", "Smith", "Ng"])}` : name;
}

/** Names a charter's patron. */
export function firstNameOf(random: Random): string {
  return random.pick(FIRST_NAMES);
}

/** An address that mail goes to, or none. */
export function addressOf(random: Random): string | null {
  return random.percent(50) ? `patron${random.below(40)}@example.com` : null;
}
