import { apiFetch, type ApiRequest, type ApiResult } from "../api/apiFetch.ts";
import { announceNews, readBoard, writeBoard } from "../offline/board.ts";

/** Does one request. */
export type Call = <T>(request: ApiRequest<T>) => Promise<ApiResult<T>>;

/** Makes what does requests, and tells from their answers that nobody is signed in any more, or that there is nothing new. */
export function createAsking(onSignedOut: () => void) {
  const readPaths = new Set<string>();
  const call: Call = async (request) => {
    if (request.method === undefined) readPaths.add(request.path);
    const result = await apiFetch(request);
    if (!result.ok && result.kind === "problem" && result.status === 401) onSignedOut();
    // The screens must show it, and the answer does not say what.
    if (!result.ok && result.kind === "written") announceNews();
    if (result.ok && result.keptAt !== readBoard().keptAt) writeBoard({ keptAt: result.keptAt });
    return result;
  };
  return { call, readPaths: (): readonly string[] => [...readPaths] };
}
