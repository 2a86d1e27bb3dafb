/** The shapes that CloudFront hands to a function and takes back (AWS: functions-event-structure). */

export interface EdgeValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

export type EdgeValues = Record<string, EdgeValue>;

export interface EdgeRequest {
  readonly method: string;
  /** The path, percent-encoded as the viewer sent it. */
  uri: string;
  readonly querystring: EdgeValues;
  readonly headers: EdgeValues;
  readonly cookies: EdgeValues;
}

export interface EdgeEvent {
  readonly version: "1.0";
  readonly context: {
    readonly distributionDomainName: string;
    readonly distributionId: string;
    readonly eventType: "viewer-request";
    readonly requestId: string;
  };
  readonly viewer: { readonly ip: string };
  readonly request: EdgeRequest;
}

export interface EdgeResponse {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly headers: EdgeValues;
  readonly body?: { readonly encoding: "text"; readonly data: string };
}
