/** @file What is shipped of the window: its size, and that its policy needs no exception. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWindow } from './build-window.ts';

/** kB of all scripts and style sheets together, compressed. */
const largest = 350;

const folder = mkdtempSync(join(tmpdir(), 'cloudroll-page-'));
beforeAll(() => buildWindow(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesOf = (ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => readFileSync(join(folder, name)));

test(`all of it is at most ${largest} kB compressed`, () => {
  const files = filesOf(/\.(js|css|html)$/);
  expect(files.length).toBeGreaterThanOrEqual(3);
  const size = files.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0) / 1000;
  expect(size).toBeLessThanOrEqual(largest);
});

test('the page has no script, style or handler of its own, and loads from nowhere else', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|https?:|data:/i);
  for (const sheet of filesOf(/\.css$/)) expect(sheet.toString()).not.toMatch(/url\((?!["']?data:)|@import/);
});

test('nothing of the engine is in it', () => {
  const code = filesOf(/\.js$/).join('\n');
  expect(code).toContain('Cloudroll');
  expect(code).not.toMatch(/node:sqlite|@aws-sdk|secretOf|__vite_ssr/);
});
