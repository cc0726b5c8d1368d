/** @file Asks for the images of a view, page by page, and lets new ones in without moving what is being looked at. */
import { type InfiniteData, infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { HistoryRequest } from '../../shared/history.ts';
import { cloudroll } from '../bridge.ts';
import { onImagesChanged, queries } from '../live.ts';
import { firstPageSize, mergeHead, pageSize, type RowPage, refreshInPlace, rowPageOf } from './row.ts';
import { type RowList, rowListOf } from './row-list.ts';
import { filterOf, type HistoryView } from './view.ts';

/** Milliseconds; a burst of changes asks once. */
const renewEvery = 400;

type Pages = InfiniteData<RowPage, string | undefined>;

export type HistoryList = {
  readonly rows: RowList;
  readonly asking: boolean;
  readonly failed: unknown;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly again: () => void;
  /** New images that wait above what is being looked at. */
  readonly held: number;
  /** Lets them in. */
  readonly letIn: () => void;
  /** Told by the list whenever it is scrolled to its top or away from it. */
  readonly atTop: (top: boolean) => void;
};

type Request = Omit<HistoryRequest, 'limit' | 'after'>;

/** As the list asks: for who knows before it what it will ask. */
export function historyQuestion(view: HistoryView) {
  const { sort, descending } = view;
  return questionOf({ ...filterOf(view), sort, descending });
}

function questionOf(request: Request) {
  return infiniteQueryOptions({
    queryKey: ['history', request],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: after, signal }) => {
      const page = after === undefined ? { limit: firstPageSize } : { after, limit: pageSize };
      return rowPageOf(await cloudroll.images.page({ ...request, ...page }, { signal }));
    },
    getNextPageParam: ({ next }) => next ?? undefined,
    // Each page comes in once and is looked at by its rows' identity: comparing all of them with themselves at every page costs
    // a fifth of a second at a hundred thousand.
    structuralSharing: false,
  });
}

export function useHistory(view: HistoryView): HistoryList {
  const { sort, descending } = view;
  const filter = JSON.stringify(filterOf(view));
  const request = useMemo<Request>(() => ({ ...JSON.parse(filter), sort, descending }), [filter, sort, descending]);
  const question = useMemo(() => questionOf(request), [request]);
  const { queryKey } = question;
  const asked = useInfiniteQuery({ ...question, placeholderData: keepPreviousData });

  const top = useRef(true);
  const [held, setHeld] = useState(0);
  const newestFirst = sort === 'recent' && descending;

  const renewAgain = useRef<(letIn: boolean) => Promise<void>>(async () => undefined);
  const renew = useCallback(
    async (letIn: boolean): Promise<void> => {
      const before = queries.getQueryData<Pages>(queryKey);
      if (before === undefined) return;
      if (!newestFirst) {
        if (before.pages.length <= 2) await queries.invalidateQueries({ queryKey });
        return;
      }
      // No more than is there to be renewed, up to a page.
      const loaded = before.pages.reduce((sum, { rows }) => sum + rows.length, 0);
      const limit = Math.min(pageSize, Math.max(firstPageSize, loaded));
      const fresh = rowPageOf(await cloudroll.images.page({ ...request, limit }));
      const { pages, added } = mergeHead(before.pages, fresh);
      const enters = letIn || top.current || added === 0;
      // A page came in meanwhile, and is not to be lost.
      if (queries.getQueryData<Pages>(queryKey) !== before) return renewAgain.current(letIn);
      const shown = enters ? pages : refreshInPlace(before.pages, fresh);
      if (shown !== before.pages) {
        queries.setQueryData<Pages>(queryKey, {
          pages: [...shown],
          // Of these, only the first and their number are ever read.
          pageParams: shown.map((_, place) => before.pageParams[place]),
        });
      }
      setHeld(enters ? 0 : added);
    },
    [newestFirst, queryKey, request],
  );

  useEffect(() => {
    renewAgain.current = renew;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onImagesChanged(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        // Cut off: the shell says so, and everything is asked again afterwards.
        renew(false).catch(() => undefined);
      }, renewEvery);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [renew]);

  const letIn = useCallback(() => void renew(true).catch(() => undefined), [renew]);
  const { fetchNextPage, refetch, isFetchingNextPage } = asked;
  return {
    rows: useMemo(() => rowListOf(asked.data?.pages.map(({ rows }) => rows) ?? []), [asked.data]),
    asking: asked.isPending,
    failed: asked.error,
    hasMore: asked.hasNextPage,
    more: useCallback(() => {
      if (!isFetchingNextPage) void fetchNextPage();
    }, [fetchNextPage, isFetchingNextPage]),
    again: useCallback(() => void refetch(), [refetch]),
    held,
    letIn,
    atTop: useCallback(
      (isTop) => {
        top.current = isTop;
        if (isTop && held > 0) letIn();
      },
      [held, letIn],
    ),
  };
}
