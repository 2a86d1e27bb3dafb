/** Something did not happen in time; it may still happen. */
export class TooLate extends Error {
  override readonly name = "TooLate";
}

/** Waits for a promise so many ms at the most, then rejects. Nobody may wait for ever for what a browser may never answer. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new TooLate(`Nothing came of it in ${ms} ms.`));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
