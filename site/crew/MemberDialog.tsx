import { useState } from "preact/hooks";

import { ROLES, type ChangeCrewRequest, type CrewMember, type CrewResponse } from "../../rules/contract/api/session.ts";
import type { ApiResult } from "../api/apiFetch.ts";
import { explain } from "../api/failure.ts";
import { useApp } from "../context.ts";
import { Check, Choices } from "../forms/Field.tsx";
import { FormDialog } from "../forms/FormDialog.tsx";
import { useSubmit } from "../forms/useSubmit.ts";
import { SendButton } from "../ui/SendButton.tsx";
import { changeMember, endMemberSessions, mailLink } from "./calls.ts";
import { ROLE_LABELS } from "./roleLabels.ts";

interface Props {
  readonly member: CrewMember;
  readonly onChanged: (crew: CrewResponse) => void;
  readonly onClose: () => void;
}

/** What an admin can do about somebody else's account: what they may, a link by mail, and an end to their sessions. */
export function MemberDialog({ member, onChanged, onClose }: Props) {
  const { client, announce } = useApp();
  const [chosen, setChosen] = useState<string>(member.role);
  /** The new one, where it changes. */
  const role = chosen === member.role ? undefined : ROLES.find((known) => known === chosen);
  const [payments, setPayments] = useState(member.permissions.some((permission) => permission === "payments"));
  const [submission, submit] = useSubmit<ChangeCrewRequest, CrewResponse>({
    read: () => ({
      ok: true,
      request: { permissions: payments ? ["payments"] : [], ...(role === undefined ? {} : { role }) },
    }),
    send: (body) => changeMember(client, member.key, body),
    done: (crew) => {
      onChanged(crew);
      announce({ tone: "good", text: role === undefined ? mayLog : `${member.name} is ${role} now, and signed out.` });
    },
  });
  const mayLog = `${member.name} ${payments ? "may" : "may not"} log payments.`;
  async function act<T>(send: () => Promise<ApiResult<T>>, done: (data: T) => void): Promise<void> {
    const result = await send();
    onClose();
    if (result.ok) done(result.data);
    else announce({ tone: "bad", text: `${explain(result).title}. ${explain(result).detail}` });
  }
  const mail = () =>
    act(
      () => mailLink(client, member.key),
      () => {
        announce({ tone: "good", text: `A link is on its way to ${member.email}.` });
      },
    );
  const signOut = () =>
    act(
      () => endMemberSessions(client, member.key),
      (crew) => {
        onChanged(crew);
        announce({ tone: "warn", text: `${member.name} is signed out everywhere.` });
      },
    );
  return (
    <FormDialog title={member.name} action="Save" submission={submission} onSubmit={submit} onClose={onClose}>
      <Choices label="Role" value={chosen} onValue={setChosen} options={ROLE_LABELS} />
      {chosen === "admin" ? (
        <p>An admin may log payments, and all else.</p>
      ) : (
        <Check label="May log payments" checked={payments} onChecked={setPayments} />
      )}
      {role !== undefined && <p>They are signed out everywhere, and sign in again with what the role allows.</p>}
      <div class="row">
        <SendButton run={mail} busy="Sending…">
          {member.invited ? "Mail the invitation again" : "Mail a link to choose a password"}
        </SendButton>
        <SendButton run={signOut} busy="Signing out…">
          Sign out everywhere
        </SendButton>
      </div>
      <p class="hint">You never learn their password, and cannot choose it.</p>
    </FormDialog>
  );
}
