export const WAIVER_TEXTS_PATH = "/api/waiver-texts";
export const WAIVER_PREVIEW_PATH = "/api/waiver-texts/preview";
export const WAIVER_DRAFT_PATH = "/api/waiver-texts/draft";

export const waiverVersionPath = (version: string): string => `${WAIVER_TEXTS_PATH}/${version}`;
