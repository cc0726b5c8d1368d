/** @file Pressed keys by the names that Electron gives them (electronjs.org/docs/latest/tutorial/keyboard-shortcuts). */

/** Keys that Electron names otherwise than the page, beside letters, digits and F1 to F24. */
const names: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Space: 'Space',
  Enter: 'Return',
  Insert: 'Insert',
  Delete: 'Delete',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
};

/** As an event of the keyboard has it. */
export type Pressed = {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

/** Null while only modifiers are held, or for a key without a name. A key alone would be taken from every other program. */
export function acceleratorOf({ code, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string | 'needs-modifier' | null {
  const key = /^(?:Key([A-Z])|Digit(\d)|(F\d{1,2}))$/.exec(code);
  const name = key?.[1] ?? key?.[2] ?? key?.[3] ?? names[code];
  if (name === undefined) return null;
  if (!ctrlKey && !metaKey && !altKey) return 'needs-modifier';
  const held = [ctrlKey ? 'Control' : '', metaKey ? 'Meta' : '', altKey ? 'Alt' : '', shiftKey ? 'Shift' : ''];
  return [...held.filter((part) => part !== ''), name].join('+');
}
