/** Opens at the first call; what did not open is opened anew at the next one. */
export function openOnce<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () =>
    (opened ??= open().catch((fault: unknown) => {
      opened = undefined;
      throw fault;
    }));
}
