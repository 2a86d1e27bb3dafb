/**
 * When what waits goes out, as far as every browser holds to it: most send only while a page is open. One that has agreed to
 * send with no page open may be earlier, and then *Waiting* says so.
 */
export const SENT_LATER = "It is sent as soon as this page has a signal.";
