import * as v from "valibot";

import { ChosenDate } from "../../rules/contract/api/fields.ts";
import { LEDGER_COLUMNS, ledgerRows, type LedgerRow, brokenRows } from "../../rules/money/ledgerRows.ts";
import { readLedgers } from "../charter/read.ts";
import { brokenCharters } from "../charter/broken.ts";
import { readDays } from "../closeouts/store.ts";
import { parseKey } from "../dynamodb/items.ts";
import { countBroken } from "../dynamodb/readEach.ts";
import { invalidRequest } from "../http/body.ts";
import type { Call } from "../http/route.ts";
import type { Services } from "../services.ts";

/**
 * What a spreadsheet may run as a formula, after any space: OWASP's list with the full-width signs that Excel reads alike.
 * Not papaparse's own pattern: that one lets a formula pass which has a line break in it. A plain amount is a number.
 */
const FORMULA = /^(?!-\d+\.\d\d$)(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;
/** Without it, Excel reads the file in the machine's own code page and José turns into JosÃ©. */
const BYTE_ORDER_MARK = "\ufeff";

interface Span {
  readonly name: string;
  readonly first: string;
  readonly last: string;
}

/** Answers every ledger entry of `?month=` or `?day=` as a file that a spreadsheet opens. */
export async function getPaymentsCsv(services: Services, call: Call): Promise<Response> {
  const { table, config } = services;
  const { name, first, last } = readSpan(call);
  const days = await readDays(table, first, last);
  const slugs = [...new Set(countBroken(services, days).flatMap(({ charters }) => [...charters]))];
  const charters = await readLedgers(table, slugs);
  const ledgers = countBroken(services, charters);
  const rows = [
    ...brokenRows(
      brokenCharters(charters.broken),
      days.broken.map(({ item }) => parseKey(item).timestamp),
    ),
    ...ledgerRows(ledgers, first, last, config.company.timeZone),
  ];
  return call.body(await writeCsv(rows), 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="payments-${name}.csv"`,
  });
}

function readSpan(call: Call): Span {
  const { month, day } = call.req.query();
  if (day !== undefined && v.is(ChosenDate, day)) return { name: day, first: day, last: day };
  // Compared as text: no month has a 32nd.
  if (month !== undefined && v.is(ChosenDate, `${month}-01`))
    return { name: month, first: `${month}-01`, last: `${month}-31` };
  throw invalidRequest([
    { field: "month", message: "must be a month as YYYY-MM, or give a day as YYYY-MM-DD, from 2000 to 2100" },
  ]);
}

/** Writes rows as RFC 4180 CSV in UTF-8 with a byte order mark, no cell of which is a formula. */
async function writeCsv(rows: readonly LedgerRow[]): Promise<string> {
  // Loaded with the first export: no other request needs it.
  const { default: papaparse } = await import("papaparse");
  const data = rows.map((row) => LEDGER_COLUMNS.map((column) => row[column]));
  const text = papaparse.unparse({ fields: [...LEDGER_COLUMNS], data }, { newline: "\r\n", escapeFormulae: FORMULA });
  return `${BYTE_ORDER_MARK}${text}\r\n`;
}
