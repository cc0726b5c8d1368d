/** @file The images that a person has just deleted: out of sight at once, and back when it is undone or fails. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DeletionEntry } from '../../shared/deletion.ts';
import { cloudroll } from '../bridge.ts';
import { keyOf } from '../history/row.ts';
import { pageOf, type RowList, rowListOf } from '../history/row-list.ts';

/** Not at their end, oldest first; renewed whenever images change. */
export function useDeletions() {
  return useQuery({
    queryKey: ['deletions'],
    queryFn: ({ signal }) => cloudroll.library.delete.list({ limit: 1000 }, { signal }),
  });
}

const none: readonly DeletionEntry[] = [];

/** The same pages but for those of which something is being deleted. */
export function useRowsThatStay(rows: RowList): RowList {
  const deletions = useDeletions().data ?? none;
  return useMemo(() => {
    const going = new Set(deletions.filter(({ failure }) => failure === null).map(keyOf));
    const pages = new Set([...going].map((key) => pageOf(rows.pages, key)));
    pages.delete(-1);
    if (pages.size === 0) return rows;
    return rowListOf(
      rows.pages.map((page, place) => (pages.has(place) ? page.filter(({ key }) => !going.has(key)) : page)),
    );
  }, [rows, deletions]);
}
