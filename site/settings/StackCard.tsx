import type { SettingsResponse } from "../../rules/contract/api/settings.ts";
import { useApp } from "../context.ts";
import { Fact } from "./Fact.tsx";

/** Shows what only whoever runs the stack changes, and by which command. */
export function StackCard({ stack: facts }: Pick<SettingsResponse, "stack">) {
  const { stack } = useApp();
  const rows: readonly (readonly [string, string, string])[] = [
    ["Default name", facts.name, "companyName"],
    ["Time zone", facts.time_zone, "timeZone"],
    ["Currency", facts.currency, "currency"],
    ["Mail from", facts.mail_from, "mailFrom"],
    ["Mail to", facts.admin_email, "adminEmail"],
    ["Domain", location.hostname, "domain"],
    ["Outside clock", facts.timestamp_authority ?? "None", "timestampAuthority"],
    ["Logs kept", "As the stack says", "logRetentionDays"],
  ];
  return (
    <section class="card stack" aria-label="Changed by the operator">
      <h2>Changed by the operator</h2>
      <p>
        These belong to the stack. Whoever runs it changes one by its key:{" "}
        <code>
          pulumi config set --stack {stack} KEY VALUE && pulumi up --stack {stack}
        </code>
      </p>
      <dl class="settings-facts">
        {rows.map(([name, value, key]) => (
          <Fact key={key} name={name}>
            {value}
            <br />
            <code class="hint">scc:{key}</code>
          </Fact>
        ))}
      </dl>
    </section>
  );
}
