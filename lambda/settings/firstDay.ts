import type { FirstDayResponse } from "../../rules/contract/api/firstDay.ts";
import { BY_MONTH_INDEX } from "../../rules/contract/table.ts";
import { addMonths, monthOf } from "../../rules/time/dates.ts";
import { dayOf } from "../../rules/time/dockTime.ts";
import { listAccounts, getAccount } from "../accounts/store.ts";
import { SETTINGS_KEY } from "../company/stored.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import type { Call, Caller } from "../http/route.ts";
import type { Services } from "../services.ts";
import { toSession } from "../session/begin.ts";
import { listVessels } from "../vessels/store.ts";
import { readDesk } from "../waiverTexts/store.ts";

/** Where a company's charters are looked for, in months from this one: a season ago, and as far as anybody books. */
const MONTHS_LOOKED_AT = Array.from({ length: 25 }, (_, index) => index - 12);

/** Tells which of the first day's steps are done. Asked only while nobody has put them away. */
export async function getFirstDay(services: Services, call: Call): Promise<Response> {
  const { table } = services;
  const [vessels, accounts, desk, charter] = await Promise.all([
    listVessels(table),
    listAccounts(table),
    readDesk(table),
    hasCharter(services),
  ]);
  return call.json({
    boat: countBroken(services, vessels).length > 0,
    crew: countBroken(services, accounts).length > 1,
    waiver_text: desk.current !== undefined,
    charter,
  } satisfies FirstDayResponse);
}

/** Puts the steps away for good, for every admin. */
export async function deleteFirstDay(services: Services, call: Call, { email }: Caller): Promise<Response> {
  await services.table.update(SETTINGS_KEY, { set: [["first_day_over", true]] });
  await services.company.readAnew();
  return call.json(await toSession(services, await getAccount(services.table, email)));
}

async function hasCharter({ table, config, clock }: Services): Promise<boolean> {
  const month = monthOf(dayOf(clock().toISOString(), config.company.timeZone));
  const found = await Promise.all(
    MONTHS_LOOKED_AT.map((months) =>
      table.query({
        index: BY_MONTH_INDEX,
        where: "#month = :month",
        values: { month: addMonths(month, months) },
        limit: 1,
      }),
    ),
  );
  return found.some((items) => items.length > 0);
}
