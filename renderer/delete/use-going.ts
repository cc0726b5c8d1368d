/** @file The images that a person has just deleted: out of sight at once, and back when it is undone or fails. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DeletionEntry } from '../../shared/deletion.ts';
import { cloudroll } from '../bridge.ts';
import { keyOf, type Row } from '../history/row.ts';

/** Not at their end, oldest first; renewed whenever images change. */
export function useDeletions() {
  return useQuery({
    queryKey: ['deletions'],
    queryFn: ({ signal }) => cloudroll.library.delete.list({ limit: 1000 }, { signal }),
  });
}

const none: readonly DeletionEntry[] = [];

/** The same array while nothing is being deleted. */
export function useRowsThatStay(rows: readonly Row[]): readonly Row[] {
  const deletions = useDeletions().data ?? none;
  return useMemo(() => {
    const going = new Set(deletions.filter(({ failure }) => failure === null).map(keyOf));
    return going.size === 0 ? rows : rows.filter(({ key }) => !going.has(key));
  }, [rows, deletions]);
}
