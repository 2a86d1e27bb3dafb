interface ShareProps {
  readonly label: string;
  /** Undefined while nobody has counted. */
  readonly part: number | undefined;
  readonly of: number;
}

/** Shows how many of how many. */
export function Share({ label, part, of }: ShareProps) {
  return (
    <Meter
      label={label}
      value={part === undefined ? "–" : String(part)}
      of={String(of)}
      share={of === 0 ? undefined : (part ?? 0) / of}
    />
  );
}

interface MeterProps {
  readonly label: string;
  readonly value: string;
  readonly of?: string | undefined;
  /** From 0 to 1; undefined where there is nothing to measure against. */
  readonly share: number | undefined;
}

/** Shows how far something is, in words first and as a bar for the glance. */
export function Meter({ label, value, of, share }: MeterProps) {
  const width = Math.round(Math.min(1, Math.max(0, share ?? 0)) * 100);
  return (
    <div class="meter">
      <dt>{label}</dt>
      <dd>
        <span>
          {value} {of !== undefined && <small>of {of}</small>}
        </span>
        {share !== undefined && (
          <svg
            class={`track ${width === 100 ? "is-full" : ""}`}
            viewBox="0 0 100 8"
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <rect width={width} height="8" />
          </svg>
        )}
      </dd>
    </div>
  );
}
