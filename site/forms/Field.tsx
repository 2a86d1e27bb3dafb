import { useId } from "preact/hooks";
import type { ComponentChildren, JSX } from "preact";

import { FieldGroup } from "./FieldGroup.tsx";

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

interface Wiring {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

/** Ties a label, a hint and a problem to one control. */
export function Field({
  label,
  hint,
  error,
  children,
}: FieldProps & { readonly children: (wiring: Wiring) => ComponentChildren }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": error !== undefined,
      })}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

interface TextProps extends FieldProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly input?: JSX.IntrinsicElements["input"];
}

/** One line of text. */
export function TextField({ value, onValue, input, ...field }: TextProps) {
  return (
    <Field {...field}>
      {(wiring) => (
        <input
          {...input}
          {...wiring}
          value={value}
          onInput={(event) => {
            onValue(event.currentTarget.value);
          }}
        />
      )}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea({ value, onValue, max, ...field }: TextProps & { readonly max?: number }) {
  return (
    <Field {...field}>
      {(wiring) => (
        <textarea
          {...wiring}
          maxLength={max}
          value={value}
          onInput={(event) => {
            onValue(event.currentTarget.value);
          }}
        />
      )}
    </Field>
  );
}

interface ChoicesProps extends FieldProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly options: readonly (readonly [value: string, label: string])[];
}

/** A few choices as big radio buttons. */
export function Choices({ label, error, value, onValue, options }: ChoicesProps) {
  const id = useId();
  const errorId = error === undefined ? undefined : `${id}-error`;
  return (
    <FieldGroup legend={label} describedBy={errorId}>
      <div class="choices">
        {options.map(([option, text]) => (
          <label class="choice" key={option}>
            <input
              type="radio"
              name={id}
              value={option}
              checked={option === value}
              aria-describedby={errorId}
              aria-invalid={error !== undefined}
              onChange={() => {
                onValue(option);
              }}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {error && (
        <p class="field-error" id={errorId}>
          {error}
        </p>
      )}
    </FieldGroup>
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
}

/** One choice that is on or off. */
export function Check({ label, checked, onChecked }: CheckProps) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => {
          onChecked(event.currentTarget.checked);
        }}
      />
      <span>{label}</span>
    </label>
  );
}
