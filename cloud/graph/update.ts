import * as v from "valibot";

/** What a program's last update declared, by key, as Pulumi keeps it in its state. */
export type Declarations = ReadonlyMap<string, Declaration>;

interface Declaration {
  /** Stands for the declared content: another one means that the content is written again. */
  content: string;
  /** The option retainOnDelete. */
  retained: boolean;
}

/** A declaration of the program that is being realised; `ignored` says that ignoreChanges covers its content. */
export interface NewDeclaration extends Declaration {
  ignored: boolean;
}

/** What an update writes and deletes, and what is declared from then on. */
export interface Update {
  writes: readonly string[];
  removals: readonly string[];
  declared: Declarations;
}

export const DeclarationEntries = v.array(
  v.tuple([v.string(), v.object({ content: v.string(), retained: v.boolean() })]),
);

/**
 * Plans what an update does, as Pulumi decides it: by comparing the program with what the program before it declared,
 * and not with what is there. What an operator changed since is left alone until the program says something new.
 */
export function planUpdate(before: Declarations, now: ReadonlyMap<string, NewDeclaration>): Update {
  const isWritten = (key: string, { content, ignored }: NewDeclaration): boolean => {
    const known = before.get(key);
    return known === undefined || (!ignored && known.content !== content);
  };
  const declared = [...now].map(([key, { content, retained, ignored }]): [string, Declaration] => [
    key,
    { content: ignored ? (before.get(key)?.content ?? content) : content, retained },
  ]);
  return {
    writes: [...now].filter(([key, declaration]) => isWritten(key, declaration)).map(([key]) => key),
    removals: [...before].filter(([key, { retained }]) => !now.has(key) && !retained).map(([key]) => key),
    declared: new Map(declared),
  };
}
