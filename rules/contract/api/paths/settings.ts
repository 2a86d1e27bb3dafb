export const SETTINGS_PATH = "/api/settings";
export const FIRST_DAY_PATH = "/api/first-day";
