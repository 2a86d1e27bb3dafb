/** What came of making this device ready, and what is said of it. */
export interface Readiness {
  readonly ready: boolean;
  readonly text: string;
}

export const NOT_ALL: Readiness = {
  ready: false,
  text: "Not all of it is here. Try again where the signal is better.",
};
