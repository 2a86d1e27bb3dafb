/**
 * What the security log tells, each a line of the function's log with this word in its field `security`. `ops logs
 * --security` shows them.
 */
export const SECURITY_EVENTS = [
  "sign-in",
  "sign-in-refused",
  "sign-in-throttled",
  "sign-out",
  "not-allowed",
  "session-ended",
  "sessions-ended",
  "password-changed",
  "password-change-refused",
  "password-reset",
  "reset-asked",
  "link-mailed",
  "link-refused",
  "account-added",
  "invitation-taken",
  "permissions-changed",
  "role-changed",
  "passkey-added",
  "passkey-removed",
  "second-factor-on",
  "second-factor-off",
  "recovery-code-used",
  "kiosk-pin-set",
  "settings-changed",
] as const;
export type SecurityEvent = (typeof SECURITY_EVENTS)[number];

/** What whoever has an account is told by mail, whoever did it: how they sign in, or what they may do, has changed. */
export const ACCOUNT_NEWS = ["second-factor-on", "second-factor-off", "role-changed", "permissions-changed"] as const;
export type AccountNews = (typeof ACCOUNT_NEWS)[number];
