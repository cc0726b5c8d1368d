/** @file What History is asked to show, to and from the address, so that back, forward and a reload give the same again. */
import type { HistoryFilter, HistorySort } from '../../shared/history.ts';
import { JourneyState } from '../../shared/image.ts';

export type ImageAddress = { readonly profile: string; readonly imageId: string };

/** Absent: not asked. Days are the computer's own, as YYYY-MM-DD, both included. */
export type HistoryView = {
  readonly text?: string;
  readonly profile?: string;
  readonly states?: readonly JourneyState[];
  readonly folder?: number;
  readonly types?: readonly string[];
  readonly takenFrom?: string;
  readonly takenTo?: string;
  readonly storedFrom?: string;
  readonly storedTo?: string;
  readonly tags?: readonly string[];
  /** Absent: any of the tags is enough. */
  readonly everyTag?: true;
  readonly device?: string;
  readonly favourite?: true;
  readonly sort: HistorySort;
  readonly descending: boolean;
  /** Absent: as Settings have it. */
  readonly layout?: 'grid' | 'table';
  /** Whose details are open. */
  readonly image?: ImageAddress;
};

export const plainView: HistoryView = { sort: 'recent', descending: true };

const sorts: readonly HistorySort[] = ['recent', 'taken', 'name', 'size'];
const dayPattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** What it does not understand it leaves out: an address may have been typed. */
export function viewOf(query: URLSearchParams): HistoryView {
  const text = (query.get('q') ?? '').slice(0, 200);
  const profile = query.get('profile') ?? '';
  const states = JourneyState.options.filter((state) => query.getAll('state').includes(state));
  const folder = /^\d{1,15}$/.exec(query.get('folder') ?? '')?.[0];
  const types = [...new Set(query.getAll('type').filter((type) => type !== ''))].slice(0, 50);
  const tags = [...new Set(query.getAll('tag').filter((tag) => tag !== '' && tag.length <= 100))].slice(0, 50);
  const device = (query.get('device') ?? '').slice(0, 300);
  const layout = query.get('view');
  const image = /^(.{1,64})~([0-9a-f]{64})$/.exec(query.get('image') ?? '');
  const day = (name: string, key: string) => {
    const value = query.get(name) ?? '';
    return dayPattern.test(value) ? { [key]: value } : {};
  };
  return {
    ...(text === '' ? {} : { text }),
    ...(profile === '' ? {} : { profile }),
    ...(states.length === 0 ? {} : { states }),
    ...(folder === undefined ? {} : { folder: Number(folder) }),
    ...(types.length === 0 ? {} : { types }),
    ...day('taken-from', 'takenFrom'),
    ...day('taken-to', 'takenTo'),
    ...day('stored-from', 'storedFrom'),
    ...day('stored-to', 'storedTo'),
    ...(tags.length === 0 ? {} : { tags }),
    ...(tags.length > 0 && query.get('tags') === 'all' ? { everyTag: true } : {}),
    ...(device === '' ? {} : { device }),
    ...(query.get('favourite') === 'yes' ? { favourite: true } : {}),
    sort: sorts.find((sort) => sort === query.get('sort')) ?? 'recent',
    descending: query.get('order') !== 'up',
    ...(layout === 'grid' || layout === 'table' ? { layout } : {}),
    ...(image?.[1] !== undefined && image[2] !== undefined ? { image: { profile: image[1], imageId: image[2] } } : {}),
  };
}

export function queryOf(view: HistoryView): URLSearchParams {
  const query = new URLSearchParams();
  const put = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') query.append(name, String(value));
  };
  put('q', view.text);
  put('profile', view.profile);
  for (const state of view.states ?? []) put('state', state);
  put('folder', view.folder);
  for (const type of view.types ?? []) put('type', type);
  put('taken-from', view.takenFrom);
  put('taken-to', view.takenTo);
  put('stored-from', view.storedFrom);
  put('stored-to', view.storedTo);
  for (const tag of view.tags ?? []) put('tag', tag);
  if (view.everyTag === true) put('tags', 'all');
  put('device', view.device);
  if (view.favourite === true) put('favourite', 'yes');
  if (view.sort !== 'recent') put('sort', view.sort);
  if (!view.descending) put('order', 'up');
  put('view', view.layout);
  if (view.image !== undefined) put('image', `${view.image.profile}~${view.image.imageId}`);
  return query;
}

/** The part that the engine answers. */
export function filterOf(view: HistoryView): HistoryFilter {
  const { text = '', profile, states, folder, types, takenFrom, takenTo, storedFrom, storedTo } = view;
  const { tags, everyTag, device, favourite } = view;
  const taken = { ...(takenFrom ? { from: takenFrom } : {}), ...(takenTo ? { to: takenTo } : {}) };
  const stored = {
    ...(storedFrom ? { from: midnight(storedFrom, 0) } : {}),
    ...(storedTo ? { to: midnight(storedTo, 1) } : {}),
  };
  return {
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(profile === undefined ? {} : { profile }),
    ...(states === undefined ? {} : { states: [...states] }),
    ...(folder === undefined ? {} : { folder }),
    ...(types === undefined ? {} : { types: [...types] }),
    ...(Object.keys(taken).length === 0 ? {} : { taken }),
    ...(Object.keys(stored).length === 0 ? {} : { stored }),
    ...(tags === undefined ? {} : { tags: { of: [...tags], match: everyTag === true ? 'all' : 'any' } }),
    ...(device === undefined ? {} : { device }),
    ...(favourite === undefined ? {} : { favourite }),
  };
}

export function isFiltered(view: HistoryView): boolean {
  return Object.keys(filterOf(view)).length > 0;
}

/** Without its filters: order, layout and open details stay. */
export function unfiltered({ sort, descending, layout, image }: HistoryView): HistoryView {
  return { sort, descending, ...(layout ? { layout } : {}), ...(image ? { image } : {}) };
}

/** Milliseconds since 1970 UTC at the day's first moment here, or at that of a later day. */
function midnight(day: string, later: number): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).getTime();
}
