export const SETTINGS_PATH = "/api/settings";
