import { openDocument, type Document } from "../data/document.ts";
import type { Files } from "../data/files.ts";
import { FunctionState } from "./versions.ts";

/** Finds the state of each function by its name. */
export interface FunctionStates {
  functions(name: string): Promise<Document<FunctionState | undefined>>;
}

/** Opens a function's versions and aliases; undefined until it is deployed. Lambda takes no name that is unsafe as a file's. */
export function openFunctionState(files: Files, functionName: string): Promise<Document<FunctionState | undefined>> {
  return openDocument<FunctionState | undefined>(files, `lambda/${functionName}.json`, {
    schema: FunctionState,
    encode: (state) => state,
    initial: () => undefined,
  });
}
