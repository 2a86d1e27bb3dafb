import type { Errors, Read } from "./read.ts";

/** What a form was told when it could not be sent. */
export interface Refused<R> {
  readonly errors: Errors;
  /** The request that the server refused, or undefined where the form itself could not be read. */
  readonly sent: R | undefined;
}

/**
 * Keeps of the errors those that still hold for the form as it is typed now: the form's own by reading it again, the server's for
 * as long as what it found wrong is unchanged. Nothing new is added: a field is not scolded before it was sent.
 */
export function stillWrong<R extends object>({ errors, sent }: Refused<R>, now: Read<R>): Errors {
  const kept = Object.entries(errors).flatMap(([field, message]) => {
    if (sent === undefined)
      return now.ok || now.errors[field] === undefined ? [] : [[field, now.errors[field]] as const];
    return now.ok && partOf(now.request, field) !== partOf(sent, field) ? [] : [[field, message] as const];
  });
  return Object.fromEntries(kept);
}

/** The server names a part by its path, such as `patrons.0.name`; its first step is enough to see a change. */
function partOf(request: object, field: string): string | undefined {
  const [name] = field.split(".");
  return JSON.stringify(Object.entries(request).find(([key]) => key === name)?.[1]);
}
