interface Zones {
  /** The company's, as its page says. */
  readonly dock: string;
  /** Of this device, where it is not its own. */
  readonly device?: string;
}

/** Writes when something was signed, by the dock's clock as on every paper of it; with its zone named where this device shows another hour. */
export function writeSigned(instant: string, locale: string, { dock, device }: Zones): string {
  const write = (timeZone: string | undefined, named?: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, {
      year: "numeric",
      month: "long",
      day: "numeric",
      hour: "numeric",
      minute: "2-digit",
      ...named,
      ...(timeZone === undefined ? {} : { timeZone }),
    }).format(new Date(instant));
  const there = write(dock);
  return there === write(device) ? there : write(dock, { timeZoneName: "short" });
}
