export const HEALTH_PATH = "/api/health";
export const SESSION_PATH = "/api/session";
