/** Where existing resources are looked for, and for which stack. */
export interface Place {
  readonly stack: string;
  readonly region: string;
}

/** Awaits a read, taking the error of one of these names as "there is none". */
export async function orUndefined<T>(read: Promise<T>, names: readonly string[]): Promise<T | undefined> {
  try {
    return await read;
  } catch (fault) {
    if (fault instanceof Error && names.includes(fault.name)) return undefined;
    throw fault;
  }
}

/** Writes the command that takes a resource out of scc:adopt. */
export function leaveOut({ stack }: Place, what: string): string {
  return `pulumi config rm --stack ${stack} --path scc:adopt.${what}`;
}
