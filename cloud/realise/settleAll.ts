/**
 * Waits until all are settled, and then fails as the first of them did. Unlike with Promise.all, nothing goes on behind
 * the back of whoever clears up after a failure.
 */
export async function settleAll<T extends readonly unknown[] | []>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
