import { useState } from "preact/hooks";

import type { ChangeSettingsRequest, SettingsResponse } from "../../rules/contract/api/settings.ts";
import { isProblem } from "../api/failure.ts";
import { useApp } from "../context.ts";
import type { Read } from "../forms/read.ts";
import { useSubmit } from "../forms/useSubmit.ts";
import { changeSettings, readSettings } from "./calls.ts";

const STALE = {
  title: "Somebody else changed the settings",
  detail: "What you typed is still here. Retry saves only the fields you changed, and leaves theirs.",
};

/** Runs a form of settings: when somebody else was quicker, it reads what they have made of them, and the next try goes on from there. */
export function useChange(
  settings: SettingsResponse,
  read: (revision: number) => Read<ChangeSettingsRequest>,
  onSaved: (settings: SettingsResponse) => void,
) {
  const { client } = useApp();
  const [latest, setLatest] = useState(settings);
  const [submission, submit] = useSubmit<ChangeSettingsRequest, SettingsResponse>({
    read: () => read(latest.revision),
    send: async (body) => {
      const result = await changeSettings(client, body);
      if (!result.ok && isProblem(result, "stale-revision")) await catchUp();
      return result;
    },
    refused: (result) => (isProblem(result, "stale-revision") ? STALE : undefined),
    done: onSaved,
  });
  async function catchUp(): Promise<void> {
    const now = await readSettings(client);
    if (now.ok) setLatest(now.data);
  }
  return { latest, submission, submit };
}
