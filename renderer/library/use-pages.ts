/** @file A list that the engine gives page by page, newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';

type Page<Entry> = { readonly entries: readonly Entry[]; readonly next: string | null };

/** Asked anew whenever somebody looks; `every`: and that often while they do, in milliseconds. */
export function usePages<Entry>(
  key: readonly unknown[],
  ask: (after: { after?: string }, signal: AbortSignal) => Promise<Page<Entry>>,
  every?: number,
) {
  const asked = useInfiniteQuery({
    queryKey: key,
    staleTime: 0,
    ...(every === undefined ? {} : { refetchInterval: every }),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => ask(pageParam === undefined ? {} : { after: pageParam }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const { data, isError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = asked;
  return {
    query: { data: data?.pages.flatMap(({ entries }) => entries), isError, error, refetch },
    /** Null: that is all. */
    more: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : null,
  };
}
