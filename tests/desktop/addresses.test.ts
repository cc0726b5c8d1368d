/** @file Which addresses are ours, and which may leave the app. */
import { describe, expect, test } from 'vitest';
import { isOurPage, mayLeave, pagePolicy } from '../../electron/desktop/addresses.ts';

describe('our pages', () => {
  test.each(['app://bundle/', 'app://bundle/index.html#/issues'])('%s is one', (address) => {
    expect(isOurPage(address)).toBe(true);
  });

  test.each([
    'https://bundle/',
    'app://bundle.example.com/',
    'app://other/index.html',
    'app://bundle@example.com/',
    'file:///app://bundle/',
    'thumb://bundle/',
    'data:text/html,app://bundle/',
    'javascript:alert(1)',
    '',
  ])('%s is none', (address) => {
    expect(isOurPage(address)).toBe(false);
  });
});

describe('what is handed to the system', () => {
  test.each(['https://example.com/a?b#c', 'mailto:someone@example.com'])('%s is', (address) => {
    expect(mayLeave(address)).toBe(true);
  });

  test.each([
    'http://example.com/',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id PCWDiagnostic',
    'javascript:alert(1)',
    'https://user:password@example.com/',
    'vbscript:x',
    'not an address',
  ])('%s is not', (address) => {
    expect(mayLeave(address)).toBe(false);
  });
});

test('the policy of the page lets no inline script or style in, and nothing from the web', () => {
  expect(pagePolicy).not.toMatch(/unsafe|https?:|\*/);
  expect(pagePolicy).toContain("default-src 'none'");
});
