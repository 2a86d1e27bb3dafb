/**
 * What a line that names somebody or something may not hold, as it is not there to be read: control characters and line
 * ends, halves of characters, and what turns the text around it (Unicode's embeddings, overrides and isolates), so that a
 * name would read otherwise than it is stored. Marks that only help a name of two scripts along are let through.
 */
export const ONE_LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u;
export const UNPRINTABLE_REFUSED = "must not contain control characters";

/** Text with something in it that can be seen: a letter or a digit that Unicode does not let programs leave out. */
export const VISIBLE = /(?!\p{DI})[\p{L}\p{N}]/u;
