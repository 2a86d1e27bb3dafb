import type { MethodTotal } from "../../rules/money/ledger.ts";
import { formatMoney } from "../../rules/money/money.ts";
import { methodLabel } from "../labels.ts";

/** Shows what came by each method; tips have a column of their own once there are any. */
export function MethodTotals({
  methods,
  currency,
}: {
  readonly methods: readonly MethodTotal[];
  readonly currency: string;
}) {
  const tips = methods.some(({ tip_cents }) => tip_cents !== 0);
  const sum = (pick: (total: MethodTotal) => number): string =>
    formatMoney(
      methods.reduce((cents, total) => cents + pick(total), 0),
      currency,
    );
  return (
    <table class="totals">
      <caption>By method</caption>
      <thead>
        <tr>
          <th scope="col">Method</th>
          <th scope="col">Charter</th>
          {tips && <th scope="col">Tips</th>}
        </tr>
      </thead>
      <tbody>
        {methods.map(({ method, charter_cents, tip_cents }) => (
          <tr key={method}>
            <th scope="row">{methodLabel(method)}</th>
            <td>{formatMoney(charter_cents, currency)}</td>
            {tips && <td>{formatMoney(tip_cents, currency)}</td>}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <td>{sum((total) => total.charter_cents)}</td>
          {tips && <td>{sum((total) => total.tip_cents)}</td>}
        </tr>
      </tfoot>
    </table>
  );
}
