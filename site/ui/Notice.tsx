import type { ComponentChildren } from "preact";

interface Props {
  readonly tone: "good" | "warn" | "bad";
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** Says what happened and what to do; a bad one is read out at once. */
export function Notice({ tone, title, children }: Props) {
  return (
    <div class={`notice notice-${tone}`} role={tone === "bad" ? "alert" : undefined}>
      <strong>{title}</strong>
      {children !== undefined && <div>{children}</div>}
    </div>
  );
}
