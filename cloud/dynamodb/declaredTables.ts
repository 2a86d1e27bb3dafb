import * as v from "valibot";
import { openDocument, type Document } from "../data/document.ts";
import type { Files } from "../data/files.ts";
import { DeclarationEntries, type Declarations } from "../graph/update.ts";

/** Finds what the last program declared of tables, by their names. */
export interface DeclaredTables {
  tables(): Promise<Document<Declarations>>;
}

/** Opens what the last program declared of tables; nothing, in a data directory that was never written by this. */
export function openDeclaredTables(files: Files, name: string): Promise<Document<Declarations>> {
  return openDocument<Declarations>(files, name, {
    schema: v.pipe(
      DeclarationEntries,
      v.transform((entries): Declarations => new Map(entries)),
    ),
    encode: (declared) => [...declared],
    initial: () => new Map(),
  });
}
