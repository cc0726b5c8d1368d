/** @file Recognises the keys that a layout makes, and where in the bucket they begin; pure. */

const placeholder = /\{([^{}]*)\}/g;

/** What every key of the template begins with; '' where that is nothing. */
export function keyPrefix(template: string): string {
  const [first = ''] = template.split('{');
  return first.replace(/\/{2,}/g, '/');
}

const shapes: Readonly<Record<string, string>> = {
  hash: '[0-9a-f]{64}',
  hash8: '[0-9a-f]{8}',
  ext: '[^/]*',
  year: '\\d{4}',
  month: '\\d{2}',
  day: '\\d{2}',
  width: '\\d+',
  height: '\\d+',
  rendition: '[a-z0-9][a-z0-9-]{0,31}',
  name: '[^/]*',
  folder: '.*',
};

/** Matches every key that the template can make, and little else. */
export function keyPattern(template: string): RegExp {
  const parts = template.split(placeholder);
  const source = parts.map((part, index) => (index % 2 === 0 ? literal(part) : (shapes[part] ?? '.*'))).join('');
  return new RegExp(`^${source}$`, 's');
}

/** A slash may have been folded with its neighbour where a folder was empty. */
function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('/', '/?');
}
