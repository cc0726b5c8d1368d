/**
 * @file Values on their way between page and main process, as text: what Electron's structured clone takes and nothing
 * else. Runs on both sides; `encode` and `decode` are carried into the page as their own source, so they use nothing outside.
 */

/** Throws as Electron does for what cannot be cloned. */
export function encode(value: unknown): string {
  const refuse = (what: unknown): never => {
    throw new DOMException(`${String(what).slice(0, 80)}: An object could not be cloned.`, 'DataCloneError');
  };
  const base64 = (bytes: Uint8Array): string =>
    typeof Buffer === 'undefined'
      ? btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
      : Buffer.from(bytes).toString('base64');
  const tag = (kind: string, content: unknown) => ({ $: kind, v: content });
  const plain = (one: unknown): unknown => {
    if (one === undefined) return tag('undefined', 0);
    if (typeof one === 'bigint') return tag('bigint', String(one));
    if (typeof one !== 'number') return one;
    if (Object.is(one, -0)) return tag('number', '-0');
    return Number.isFinite(one) ? one : tag('number', String(one));
  };
  const built = (one: object): unknown => {
    if (one instanceof Date) return tag('date', one.getTime());
    if (one instanceof Error) return tag('error', [one.name, one.message]);
    if (one instanceof ArrayBuffer) return tag('buffer', base64(new Uint8Array(one)));
    if (one instanceof Uint8Array) return tag('bytes', base64(one));
    return undefined;
  };
  const walk = (one: unknown, above: readonly unknown[]): unknown => {
    if (typeof one === 'function' || typeof one === 'symbol') return refuse(one);
    if (typeof one !== 'object' || one === null) return plain(one);
    if (above.includes(one)) return refuse('a circle (the stand-in takes none)');
    const each = (list: Iterable<unknown>) => Array.from(list, (inner) => walk(inner, [...above, one]));
    if (Array.isArray(one)) return each(one);
    if (one instanceof Map) return tag('map', each([...one].flat(1)));
    if (one instanceof Set) return tag('set', each(one));
    const made = built(one);
    if (made !== undefined) return made;
    // Instances of classes lose their prototype, as they do under structured clone; what belongs to the system cannot go.
    const name = Object.prototype.toString.call(one);
    if (name !== '[object Object]') return refuse(name);
    const entries = Object.entries(one);
    const values = each(entries.map(([, inner]) => inner));
    return tag(
      'object',
      entries.map(([key], index) => [key, values[index]]),
    );
  };
  return JSON.stringify(walk(value, []));
}

export function decode(text: string): unknown {
  const bytesOf = (letters: string) => Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  const build = (one: unknown): unknown => {
    if (one === null || typeof one !== 'object') return one;
    if (Array.isArray(one)) return one.map(build);
    // Only `encode` writes what comes here.
    const { $: kind, v } = one as { $: string; v: never };
    const list = (): unknown[] => (v as unknown[]).map(build);
    switch (kind) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(v);
      case 'bigint':
        return BigInt(v);
      case 'date':
        return new Date(v);
      case 'map': {
        const flat = list();
        return new Map(flat.flatMap((key, index) => (index % 2 === 0 ? [[key, flat[index + 1]]] : [])));
      }
      case 'set':
        return new Set(list());
      case 'error': {
        const [name, message] = v as [string, string];
        return Object.assign(new Error(message), { name });
      }
      case 'buffer':
        return bytesOf(v).buffer;
      case 'bytes':
        return bytesOf(v);
      default:
        return Object.fromEntries((v as [string, unknown][]).map(([key, inner]) => [key, build(inner)]));
    }
  };
  return build(JSON.parse(text));
}
