const PAUSE_MILLISECONDS = 3_000;

/** Lets a step be told at most every few seconds: often enough for a person, and not a thousand lines in a log. */
export function pace(progress: (text: string) => void): (text: string) => void {
  let last = -Infinity;
  return (text) => {
    const now = performance.now();
    if (now - last < PAUSE_MILLISECONDS) return;
    last = now;
    progress(text);
  };
}
