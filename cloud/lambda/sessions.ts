/** What is known of a running execution environment. */
export interface Session {
  readonly functionName: string;
  /** Its number, counted from 1 as environments are started. */
  readonly number: number;
  /** Ends it at once, in the middle of whatever it does; resolves when it is gone. */
  kill(): Promise<void>;
}

/** The running execution environments of a cloud, by the access keys with which they sign. */
export interface Sessions {
  /** Numbers the next one. */
  next(): number;
  enter(accessKeyId: string, session: Session): void;
  leave(accessKeyId: string): void;
  find(accessKeyId: string): Session | undefined;
}

/** Opens the list of environments; there is none yet. */
export function openSessions(): Sessions {
  const running = new Map<string, Session>();
  let started = 0;
  return {
    next: () => (started += 1),
    enter: (accessKeyId, session) => {
      running.set(accessKeyId, session);
    },
    leave: (accessKeyId) => {
      running.delete(accessKeyId);
    },
    find: (accessKeyId) => running.get(accessKeyId),
  };
}
