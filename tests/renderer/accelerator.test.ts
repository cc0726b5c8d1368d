/** @file Pressed keys by Electron's names. */
import { expect, test } from 'vitest';
import { acceleratorOf } from '../../renderer/settings/accelerator.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test.each([
  ['Control+Shift+U', { code: 'KeyU', ctrlKey: true, shiftKey: true }],
  ['Meta+Alt+1', { code: 'Digit1', metaKey: true, altKey: true }],
  ['Alt+F9', { code: 'F9', altKey: true }],
  ['Control+Up', { code: 'ArrowUp', ctrlKey: true }],
])('%s', (name, pressed) => {
  expect(acceleratorOf({ ...none, ...pressed })).toBe(name);
});

test('a key alone, or with Shift only, would be taken from every other program', () => {
  expect(acceleratorOf({ ...none, code: 'KeyU' })).toBe('needs-modifier');
  expect(acceleratorOf({ ...none, code: 'KeyU', shiftKey: true })).toBe('needs-modifier');
});

test('modifiers alone, and keys without a name, are waited out', () => {
  expect(acceleratorOf({ ...none, code: 'ControlLeft', ctrlKey: true })).toBeNull();
  expect(acceleratorOf({ ...none, code: 'Backquote', ctrlKey: true })).toBeNull();
});
