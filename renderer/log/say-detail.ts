/** @file What the log keeps beside a deed, in words: the ledger keeps the engine's own. Runs in the window. */
import { FailureCode } from '../../shared/failure.ts';
import type { LogEntry } from '../../shared/library-log.ts';
import type { Words } from '../words/english.ts';

/** Empty where the deed says it all. */
export function sayDetail({ kind, detail }: Pick<LogEntry, 'kind' | 'detail'>, words: Words): string {
  switch (kind) {
    case 'stored':
      return '';
    case 'failed':
    case 'cancelled': {
      const code = FailureCode.safeParse(detail);
      return code.success ? words.failures[code.data].what : detail;
    }
    case 'shared':
      return sayLink(detail, words);
    case 'described':
    case 'undone':
    case 'imported':
      return sayAttributes(detail, words);
    default:
      return detail;
  }
}

/** "title, tag:sea, tag:coast, field:Print" as "Title, Tags: sea, coast, Print" */
function sayAttributes(detail: string, words: Words): string {
  const text = words.description;
  const known = new Map([
    ['title', text.title],
    ['description', text.text],
    ['favourite', text.favourite],
  ]);
  const attributes = detail.split(', ').filter((attribute) => attribute !== '');
  const tags = attributes.flatMap((attribute) => (attribute.startsWith('tag:') ? [attribute.slice(4)] : []));
  const others = attributes
    .filter((attribute) => !attribute.startsWith('tag:'))
    .map((attribute) => known.get(attribute) ?? attribute.replace(/^field:/, ''));
  return [...others, ...(tags.length === 0 ? [] : [`${text.tags}: ${tags.join(', ')}`])].join(', ');
}

/** "day original" as "1 day, Original" */
function sayLink(detail: string, words: Words): string {
  const [life = '', ...rendition] = detail.split(' ');
  const name = rendition.join(' ');
  const lives = new Map<string, string>(Object.entries(words.share.lives));
  return [lives.get(life) ?? life, name === 'original' ? words.original : name]
    .filter((part) => part !== '')
    .join(', ');
}
