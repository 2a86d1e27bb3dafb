/** What is wrong, by field, in a sentence each. */
export type Errors = Readonly<Record<string, string>>;

/** A form as it was read: the request it makes, or what is wrong with it. */
export type Read<T> = { readonly ok: true; readonly request: T } | { readonly ok: false; readonly errors: Errors };
