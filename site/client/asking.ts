import { apiFetch, apiLook, type ApiFailure, type ApiRequest, type ApiResult, type Look } from "../api/apiFetch.ts";
import { isProblem } from "../api/failure.ts";
import { announceNews, readBoard, writeBoard } from "../offline/board.ts";
import { endRest } from "../offline/connection.ts";

/** Hears that somebody else, or nobody, is signed in by now. */
export interface SessionListener {
  readonly onSignedOut: () => void;
  /** Also where the same person may not what this page shows that they may. */
  readonly onSomebodyElse: () => void;
}

/** Tells whether a refusal says that this page shows somebody else, or somebody who may do more. */
export function isSomebodyElses(result: ApiFailure): boolean {
  return isProblem(result, "other-author") || isProblem(result, "not-allowed");
}

/** Tells whether the server has said something, and not a network that has no signal, or a page of its own. */
function isAnswered(result: ApiResult<unknown>): boolean {
  return result.ok || result.kind === "problem";
}

/** Does one request. */
export type Call = <T>(request: ApiRequest<T>) => Promise<ApiResult<T>>;

/** Looks for news of what was read; undefined where nothing has changed. */
export type LookAgain = <T>(
  request: Pick<ApiRequest<T>, "path" | "answer">,
  look: Look,
) => Promise<ApiResult<T> | undefined>;

/** Makes what does requests, changes in the name of `author`, and tells from the answers who is signed in no more, or that there is nothing new. */
export function createAsking({ onSignedOut, onSomebodyElse }: SessionListener, author: () => string) {
  const readPaths = new Set<string>();
  const hear = (result: ApiResult<unknown>, isChange = false): void => {
    if (!result.ok && result.kind === "problem" && result.status === 401) onSignedOut();
    if (!result.ok && isSomebodyElses(result)) onSomebodyElse();
    // The screens must show it, and the answer does not say what.
    if (!result.ok && result.kind === "written") announceNews();
    const before = readBoard().keptAt;
    if (result.ok && result.keptAt !== before) writeBoard({ keptAt: result.keptAt });
    if (!isChange || !isAnswered(result)) return;
    endRest();
    // What is shown as of then is old, and nobody need wait to see it anew.
    if (before !== undefined) announceNews();
  };
  const call: Call = async (request) => {
    if (request.method === undefined) readPaths.add(request.path);
    const result = await apiFetch({ ...request, author: author() });
    hear(result, request.method !== undefined);
    return result;
  };
  const look: LookAgain = async (request, known) => {
    const result = await apiLook(request, known);
    if (result !== undefined) hear(result);
    return result;
  };
  return { call, look, readPaths: (): readonly string[] => [...readPaths] };
}
