import {
  costOf,
  costOfAccount,
  firstCharters,
  freeTierEnds,
  GMAIL_MAILS_PER_DAY,
  listBreaksAt,
  listsPerSecond,
  mailBreaksAt,
  SHORT_LIST_LINES,
  type Model,
} from "../scenarios.ts";
import { list, quantity, roughly, table, usd } from "./words.ts";

const STACKS = 1_000;

/** Writes where the curve bends: the floor, the ends of the free offers, the list that grows with itself, and the walls. */
export function writeBends(model: Model): string {
  return [
    "## Where the curve bends",
    "1. **The floor.** Alarms, dashboard, metrics, the topic's key and the sweep each minute cost the same with no charter and with a thousand. " +
      overtaken(model),
    "2. **The ends of what is free.** After that the line rises with the charters (month list cut to " +
      `${SHORT_LIST_LINES} lines):`,
    table(
      ["free for good, per account", "used up from"],
      freeTierEnds(model).map(({ name, charters }) => {
        const { what, service, alwaysFree, unit } = model.prices[name];
        return [
          `${service === "Other" ? "" : `${service} `}${what}, ${quantity(alwaysFree)} ${unit}`,
          charters === 0 ? "the start" : `${roughly(charters)} charters a month`,
        ];
      }),
    ),
    "DynamoDB's requests, S3 and the keys have no free part: they cost from the first one on.",
    "3. **The month list grows with itself.** Every look at the month reads and sends every charter of it, and every look at a charter those of three days, to tell who of the crew sails where. So this part grows with the square of the number of charters.",
    list([10, 100, 1_000, 10_000].map((charters) => squareLine(model, charters))),
    "4. **The walls**, where money does not help:",
    list([
      `about ${roughly(mailBreaksAt(model))} charters a month: Gmail's 2,000 mails a day. At ${quantity(model.measured.charter.mails)} mails a charter that is ${roughly(GMAIL_MAILS_PER_DAY / model.measured.charter.mails)} charters on one day; what is over waits in the outbox;`,
      `about ${roughly(listBreaksAt(model))} charters a month: the month list takes longer than the ${model.measured.stack.timeoutSeconds} seconds that the function may run;`,
      `all charters of a month sit in one partition of the index, which at 10,000 charters a month gives ${roughly(listsPerSecond(model, 10_000))} lists a second.`,
    ]),
    `**Many companies instead of one large one.** 100,000 charters a month are rather ${quantity(STACKS)} companies with 100 each than one company. With a stack for each of them in one account that is ${usd(manyStacks(model))} a month, nearly all of it the floor, ${quantity(STACKS)} times over: whoever goes there should share one stack between companies first.`,
  ].join("\n\n");
}

function overtaken(model: Model): string {
  const over = (of: "usd" | "listUsd"): string => {
    const floor = costOf(model, { charters: 0 })[of];
    const charters = firstCharters((count) => costOf(model, { charters: count })[of] > 2 * floor);
    return charters === undefined ? "never" : `at about ${roughly(charters)} charters a month`;
  };
  return `The charters themselves cost as much as the floor only ${over("usd")} (at list price ${over("listUsd")}).`;
}

function squareLine(model: Model, charters: number): string {
  const whole = costOf(model, { charters });
  const short = costOf(model, { charters, linesShown: 1 });
  const share = (100 * (whole.listUsd - short.listUsd)) / whole.listUsd;
  return `${quantity(charters)} charters a month: ${usd(whole.listUsd - short.listUsd)} of ${usd(whole.listUsd)} at list price (${share < 1 ? "under 1" : Math.round(share)} %), paid ${usd(whole.usd - short.usd)} of ${usd(whole.usd)}`;
}

function manyStacks(model: Model): number {
  return costOfAccount(
    model,
    Array.from({ length: STACKS }, () => ({ charters: 100 })),
  ).usd;
}
