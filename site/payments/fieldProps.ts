/** What every field of a form with a value of its own is given. */
export interface FieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onValue: (value: string) => void;
}
