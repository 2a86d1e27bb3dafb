/** The folders of the distribution that the Lambda answers, as the edge tells them from the site. */

/** Everything of the API. */
export const API_FOLDER = "/api/";
/** The waiver links. */
export const WAIVER_FOLDER = "/g/";
