/** What an entry calls the things that whoever starts a cloud can change: options in code, or the flags that set them. */
export interface Words {
  port: string;
  gmailPort: string;
  dataDirectory: string;
  fresh: string;
  /** What made the program take over a resource; begins a sentence. */
  adoption: string;
}

const OPTIONS: Words = {
  port: "the option port",
  gmailPort: "the option gmailPort",
  dataDirectory: "the option dataDirectory",
  fresh: "the option fresh",
  adoption: "The program's option import",
};

/** A problem that the person who starts the cloud can solve; its message is all that they need. */
export class StartError extends Error {
  override readonly name = "StartError";
  readonly #write: (words: Words) => string;

  constructor(write: (words: Words) => string) {
    super(write(OPTIONS));
    this.#write = write;
  }

  /** Says the same in an entry's own words. */
  reword(words: Words): StartError {
    const message = this.#write(words);
    return new StartError(() => message);
  }
}
