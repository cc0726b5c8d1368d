/** @file A link pasted anywhere stays the same link, whatever its letters are, and its name stays a name. */
import { describe, expect, test } from 'vitest';
import { fillTemplate, type LinkFormat, linkText, Sharing, unknownPlaceholder } from '../../shared/link-text.ts';

const url = 'https://b.s3.amazonaws.com/a%20b(1)_*.jpg?X-Amz-Expires=60&X-Amz-Signature=ab';
const facts = {
  url,
  fileName: `"<b>[Müller] & 'co' _x_](evil).jpg`,
  contentType: 'image/jpeg',
  size: 12,
  width: 640,
  height: null,
  expiresAt: 0,
};
const text = (format: LinkFormat) => linkText(format, facts, []);

test('the plain address is the address', () => {
  expect(text('url')).toBe(url);
});

test('Markdown: nothing of the name ends it, and no letter of the address', () => {
  const [, name = '', address = ''] = /^!\[(.*)\]\(([^()\s<>]*)\)$/.exec(text('markdown')) ?? [];
  expect(name.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(facts.fileName);
  // Every bracket of the name is escaped.
  expect(name.replaceAll(/\\./g, '')).not.toMatch(/[[\]()_*<]/);
  expect(decodeURIComponent(new URL(address).pathname)).toBe('/a b(1)_*.jpg');
  expect(new URL(address).search).toBe(new URL(url).search);
});

test('HTML: quotes and signs are entities', () => {
  expect(text('html')).toBe(
    '<img src="https://b.s3.amazonaws.com/a%20b(1)_*.jpg?X-Amz-Expires=60&amp;X-Amz-Signature=ab" ' +
      'alt="&quot;&lt;b&gt;[Müller] &amp; &#39;co&#39; _x_](evil).jpg">',
  );
});

test('BBCode: the address has no brackets', () => {
  const odd = { ...facts, url: 'https://h/a[1].jpg' };
  expect(linkText('bbcode', odd, [])).toBe('[img]https://h/a%5B1%5D.jpg[/img]');
});

describe("a template of one's own", () => {
  const template = {
    name: 'mine',
    text: '{name} {width}x{height} {type} {size} {until} {other}',
    escaping: 'none',
  } as const;

  test('has every fact, an unknown one stays as it is written', () => {
    expect(linkText('template:mine', { ...facts, fileName: 'a.jpg' }, [template])).toBe(
      'a.jpg 640x image/jpeg 12 1970-01-01T00:00:00.000Z {other}',
    );
    expect(unknownPlaceholder(template.text)).toBe('other');
    expect(unknownPlaceholder('{url}')).toBeNull();
  });

  test('escapes as it is told', () => {
    const json = { text: '{"src":"{url}","alt":"{name}"}', escaping: 'json' } as const;
    expect(JSON.parse(fillTemplate(json, facts))).toEqual({ src: url, alt: facts.fileName });
    expect(fillTemplate({ text: '{name}', escaping: 'bbcode' }, facts)).not.toMatch(/[[\]]/);
  });

  test('a value that looks like a placeholder is not filled in again', () => {
    expect(fillTemplate({ text: '{name}', escaping: 'none' }, { ...facts, fileName: '{url}' })).toBe('{url}');
  });

  test('that is gone falls back to the plain address', () => {
    expect(linkText('template:gone', facts, [template])).toBe(url);
  });
});

test('what is damaged in the settings falls back by itself alone', () => {
  expect(Sharing.parse({ format: 'gopher', life: 'day', templates: 'none' })).toEqual({
    format: 'url',
    life: 'day',
    rendition: 'original',
    templates: [],
  });
});
