type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Remembers of a form's controls how they were before somebody touched them. */
export interface Typed {
  readonly differs: () => boolean;
  readonly stop: () => void;
}

/**
 * Watches a form for what somebody types into it. A control is first seen as the form is shown or, if it comes later, as
 * somebody reaches for it; only what was touched counts, since lists that load fill in controls by themselves.
 */
export function watchTyped(form: HTMLFormElement): Typed {
  const first = new WeakMap<Control, string>();
  const touched = new Set<Control>();
  const see = (): void => {
    for (const control of controlsOf(form)) if (!first.has(control)) first.set(control, stateOf(control));
  };
  const touch = ({ target }: Event): void => {
    if (isControl(target)) touched.add(target);
  };
  const reaching = ["pointerdown", "focusin", "keydown"] as const;
  see();
  for (const type of reaching) form.addEventListener(type, see, true);
  for (const type of ["input", "change"] as const) form.addEventListener(type, touch, true);
  return {
    differs: () => [...touched].some((control) => control.isConnected && first.get(control) !== stateOf(control)),
    stop: () => {
      for (const type of reaching) form.removeEventListener(type, see, true);
      for (const type of ["input", "change"] as const) form.removeEventListener(type, touch, true);
    },
  };
}

function controlsOf(form: HTMLFormElement): readonly Control[] {
  return [...form.elements].filter(isControl);
}

function isControl(target: unknown): target is Control {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

function stateOf(control: Control): string {
  const onOff = control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");
  return onOff ? String(control.checked) : control.value;
}
