import { useState } from "preact/hooks";

import type {
  VersionSummary,
  WaiverTextsResponse,
  WaiverVersionResponse,
} from "../../rules/contract/api/waiverText.ts";
import { lookUp } from "../../rules/contract/newer.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Choices } from "../forms/Field.tsx";
import { Unread } from "../ui/Unread.tsx";
import { LoadFailure } from "../ui/LoadFailure.tsx";
import { useApp } from "../context.ts";
import { useLoaded } from "../ui/useLoaded.ts";
import { momentLabel } from "../labels.ts";
import { readVersion } from "./calls.ts";
import { LANGUAGE_LABELS } from "./drafts.ts";

/** Lists the versions, newest first, each to be read as patrons read it. */
export function WaiverTextsHistory({ data }: { readonly data: WaiverTextsResponse }) {
  const [open, setOpen] = useState<string>();
  return (
    <section class="card" aria-labelledby="versions-title">
      <div class="card-head">
        <h2 id="versions-title">Versions</h2>
      </div>
      <p class="hint">A signature keeps the version it was given for. No version is ever changed or deleted.</p>
      <Unread number={data.broken} one="version" />
      <ul class="people">
        {data.versions.map((summary) => (
          <li key={summary.version}>
            <VersionLine summary={summary} current={summary.version === data.current.version} />
            <button
              type="button"
              class="button"
              onClick={() => {
                setOpen(summary.version);
              }}
            >
              Read<span class="visually-hidden"> version {summary.version}</span>
            </button>
          </li>
        ))}
      </ul>
      {open !== undefined && (
        <ReadVersion
          version={open}
          onClose={() => {
            setOpen(undefined);
          }}
        />
      )}
    </section>
  );
}

function VersionLine({ summary, current }: { readonly summary: VersionSummary; readonly current: boolean }) {
  const { company } = useApp();
  const { version, published_at, published_by, note, languages } = summary;
  return (
    <div class="version-line">
      <p>
        <strong class="tabular">{version}</strong> {current && <span class="badge badge-good">In force</span>}
      </p>
      <p>{note}</p>
      <p class="hint">
        {languages.map((language) => lookUp(LANGUAGE_LABELS, language) ?? language).join(" and ")}
        {published_at !== null && ` · ${published_by ?? ""}, ${momentLabel(published_at, company.time_zone)}`}
      </p>
    </div>
  );
}

function ReadVersion({ version, onClose }: { readonly version: string; readonly onClose: () => void }) {
  const { client } = useApp();
  const loaded = useLoaded(version, () => readVersion(client, version));
  return (
    <Dialog title={`Version ${version}`} onClose={onClose}>
      {/* It may hold nothing that takes the focus, and the keyboard must scroll it. */}
      <div class="dialog-body" role="region" aria-label="Text" tabIndex={0}>
        {loaded.failure && <LoadFailure failure={loaded.failure} onRetry={loaded.retry} />}
        {!loaded.data && !loaded.failure && <div class="skeleton skeleton-card" role="status" aria-label="Loading" />}
        {loaded.data && <VersionTexts texts={loaded.data.texts} />}
      </div>
    </Dialog>
  );
}

function VersionTexts({ texts }: Pick<WaiverVersionResponse, "texts">) {
  const [language, setLanguage] = useState(texts[0]?.language ?? "en");
  const shown = texts.find((text) => text.language === language);
  return (
    <>
      {texts.length > 1 && (
        <Choices
          label="Language"
          value={language}
          options={texts.map(
            (text) => [text.language, lookUp(LANGUAGE_LABELS, text.language) ?? text.language] as const,
          )}
          onValue={(value) => {
            setLanguage(texts.find((text) => text.language === value)?.language ?? "en");
          }}
        />
      )}
      {shown && (
        <article lang={shown.language}>
          <h2>{shown.title}</h2>
          {/* The server made this HTML of Markdown and lets only a handful of tags into it (lambda/waiverTexts/blocksHtml.ts). */}
          <div class="waiver-text" dangerouslySetInnerHTML={{ __html: shown.html }} />
          <p class="hint" lang="en">
            SHA-256 <code>{shown.text_sha256}</code>
          </p>
        </article>
      )}
    </>
  );
}
