import {
  PreviewResponse,
  WaiverTextsResponse,
  WaiverVersionResponse,
  type PreviewRequest,
  type PublishRequest,
  type SaveDraftRequest,
} from "../../rules/contract/api/waiverText.ts";
import {
  WAIVER_DRAFT_PATH,
  WAIVER_PREVIEW_PATH,
  WAIVER_TEXTS_PATH,
  waiverVersionPath,
} from "../../rules/contract/api/paths/waiverTexts.ts";
import type { Client } from "../client/client.ts";

/** Asks for the version in force, the draft and the list of versions. */
export const readWaiverTexts = ({ call }: Client) => call({ path: WAIVER_TEXTS_PATH, answer: WaiverTextsResponse });

/** Asks for one version's texts. */
export const readVersion = ({ call }: Client, version: string) =>
  call({ path: waiverVersionPath(version), answer: WaiverVersionResponse });

/** Asks for a text as patrons would see it. */
export const previewText = ({ call }: Client, body: PreviewRequest) =>
  call({ method: "POST", path: WAIVER_PREVIEW_PATH, body, answer: PreviewResponse });

/** Saves the draft of the next version. */
export const saveDraft = ({ call }: Client, body: SaveDraftRequest) =>
  call({ method: "PATCH", path: WAIVER_DRAFT_PATH, body, answer: WaiverTextsResponse });

/** Puts a new version in force. */
export const publishVersion = ({ call }: Client, body: PublishRequest) =>
  call({ method: "POST", path: WAIVER_TEXTS_PATH, body, answer: WaiverTextsResponse });
