/** The module that CloudFront's runtime 2.0 provides; only what the router uses (AWS: helper-functions). */
declare module "cloudfront" {
  /** Passed into the router as an argument, so that a test can stand in for it. */
  export interface Cloud {
    /** Opens the one store associated with the function; get rejects when the key is absent. */
    kvs(): { get(key: string): Promise<string> };
    /** Sends this request to another origin of the same distribution. */
    selectRequestOriginById(originId: string): void;
  }
  const cf: Cloud;
  export default cf;
}
