import cf from "cloudfront";
import type { EdgeEvent, EdgeRequest, EdgeResponse } from "./event.ts";
import { route } from "./router.ts";

/** Answers CloudFront's viewer-request event; the name is the one that CloudFront calls. */
export async function handler(event: EdgeEvent): Promise<EdgeRequest | EdgeResponse> {
  return route(event, cf);
}
