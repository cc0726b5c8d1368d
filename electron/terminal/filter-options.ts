/** @file The options by which `ls`, `find` and `export` choose images, as a filter of the history; terminal. */
import { HistoryFilter } from '../../shared/history.ts';
import { Failed } from '../foundation/failed.ts';

export type FilterOptions = {
  readonly profile?: string | undefined;
  readonly tag: readonly string[];
  readonly anyTag: boolean;
  readonly favourite: boolean;
  readonly device?: string | undefined;
  readonly takenFrom?: string | undefined;
  readonly takenTo?: string | undefined;
};

/** Throws Failed `bad-settings` for what is no day. */
export function filterOf(options: FilterOptions, text: string): HistoryFilter {
  const { profile, tag, anyTag, favourite, device, takenFrom, takenTo } = options;
  const taken = { ...(takenFrom && { from: takenFrom }), ...(takenTo && { to: takenTo }) };
  const filter = HistoryFilter.safeParse({
    ...(text === '' ? {} : { text }),
    ...(profile === undefined ? {} : { profile }),
    ...(tag.length === 0 ? {} : { tags: { of: [...tag], match: anyTag ? 'any' : 'all' } }),
    ...(favourite ? { favourite } : {}),
    ...(device === undefined ? {} : { device }),
    ...(Object.keys(taken).length === 0 ? {} : { taken }),
  });
  if (filter.success) return filter.data;
  const subject = filter.error.issues.map(({ path }) => path.join(' ')).join(', ');
  throw new Failed({ code: 'bad-settings', retry: 'never', scope: 'image', subject });
}
