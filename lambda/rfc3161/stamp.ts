/** What an outside clock said of a record: when it saw the record's hash. Stored beside the seal. */
export interface Stamp {
  /** The time-stamp token (RFC 3161), DER in base64: anybody can check it without us. */
  readonly token: string;
  /** When, by the authority's clock. */
  readonly at: string;
  /** Who, as its certificate calls itself. */
  readonly authority: string;
}

/** Asks the authority that the stack names for its stamp over some bytes; throws AuthorityUnavailable where there is none to be had now. */
export type AskAuthority = (sealed: Uint8Array) => Promise<Stamp>;
