import {
  PreviewResponse,
  WaiverTextsResponse,
  WaiverVersionResponse,
  type PreviewRequest,
  type PublishRequest,
  type SaveDraftRequest,
} from "../../rules/contract/api/waiverText.ts";
import type { Client } from "../client/client.ts";

const WAIVER_TEXTS = "/api/waiver-texts";

/** Asks for the version in force, the draft and the list of versions. */
export const readWaiverTexts = ({ call }: Client) => call({ path: WAIVER_TEXTS, answer: WaiverTextsResponse });

/** Asks for one version's texts. */
export const readVersion = ({ call }: Client, version: string) =>
  call({ path: `${WAIVER_TEXTS}/${version}`, answer: WaiverVersionResponse });

/** Asks for a text as patrons would see it. */
export const previewText = ({ call }: Client, body: PreviewRequest) =>
  call({ method: "POST", path: `${WAIVER_TEXTS}/preview`, body, answer: PreviewResponse });

/** Saves the draft of the next version. */
export const saveDraft = ({ call }: Client, body: SaveDraftRequest) =>
  call({ method: "PATCH", path: `${WAIVER_TEXTS}/draft`, body, answer: WaiverTextsResponse });

/** Puts a new version in force. */
export const publishVersion = ({ call }: Client, body: PublishRequest) =>
  call({ method: "POST", path: WAIVER_TEXTS, body, answer: WaiverTextsResponse });
