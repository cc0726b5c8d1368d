/** @file Which keys of a bucket are ours by their form: a key template read backwards; pure. */

const forms: Readonly<Record<string, string>> = {
  hash8: '[0-9a-f]{8}',
  ext: '[A-Za-z0-9]{1,16}',
  year: '\\d{4}',
  month: '\\d{2}',
  day: '\\d{2}',
  name: '[^/]*',
  folder: '.*',
  width: '\\d+',
  height: '\\d+',
  rendition: '[a-z0-9][a-z0-9-]{0,31}',
};

export type KeyLayout = {
  /** What every key of this layout begins with; may be empty. */
  readonly prefix: string;
  /** True when the template can have made the key. */
  readonly holds: (key: string) => boolean;
  /** The whole hash of the image that a key of this layout names; null where it names none, or only the hash's beginning. */
  readonly hashIn: (key: string) => string | null;
};

/** For a template without fault (templateFault). */
export function keyLayout(written: string): KeyLayout {
  // As objectKey folds them.
  const template = written.replaceAll(/\/{2,}/g, '/').replace(/^\//, '');
  let known = false;
  const expression = template
    .split(/(\{[^{}]*\}\/?)/)
    .map((piece) => {
      const [, name, slash] = /^\{([^{}]*)\}(\/?)$/.exec(piece) ?? [];
      if (name === undefined) return escaped(piece);
      // The slash after a folder that is empty is left out.
      if (name === 'folder' && slash !== '') return '(?:.+/)?';
      if (name !== 'hash') return `${forms[name] ?? '.*'}${slash ?? ''}`;
      const form = known ? '\\k<hash>' : '(?<hash>[0-9a-f]{64})';
      known = true;
      return `${form}${slash ?? ''}`;
    })
    .join('');
  const whole = new RegExp(`^${expression}$`, 's');
  return {
    prefix: template.slice(0, Math.max(0, template.indexOf('{'))),
    holds: (key) => whole.test(key),
    hashIn: (key) => whole.exec(key)?.groups?.['hash'] ?? null,
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
