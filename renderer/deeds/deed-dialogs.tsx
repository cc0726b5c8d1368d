/** @file Opens the larger deeds over whatever screen there is; each is loaded when it is first asked for. */
import { createContext, lazy, type ReactNode, Suspense, use, useState } from 'react';
import { assertNever } from '../../shared/brand.ts';
import type { Subject } from './subject.ts';

const CopyAs = lazy(async () => ({ default: (await import('../share/copy-as.tsx')).CopyAs }));
const Describe = lazy(async () => ({ default: (await import('../describe/describe.tsx')).Describe }));
const Restore = lazy(async () => ({ default: (await import('../restore/restore.tsx')).Restore }));
const Delete = lazy(async () => ({ default: (await import('../delete/delete.tsx')).Delete }));

export type LargeDeed = {
  readonly kind: 'copy-as' | 'tags' | 'describe' | 'restore' | 'delete';
  readonly images: readonly Subject[];
};

const OpenContext = createContext<(deed: LargeDeed) => void>(() => undefined);

export function useLargeDeed(): (deed: LargeDeed) => void {
  return use(OpenContext);
}

export function DeedDialogs({ children }: { readonly children: ReactNode }) {
  const [deed, setDeed] = useState<LargeDeed | null>(null);
  return (
    <OpenContext value={setDeed}>
      {children}
      <Suspense fallback={null}>{deed === null ? null : dialogOf(deed, () => setDeed(null))}</Suspense>
    </OpenContext>
  );
}

function dialogOf({ kind, images }: LargeDeed, close: () => void): ReactNode {
  switch (kind) {
    case 'copy-as':
      return <CopyAs images={images} onClose={close} />;
    case 'tags':
    case 'describe':
      return <Describe images={images} begins={kind} onClose={close} />;
    case 'restore':
      return <Restore images={images} onClose={close} />;
    case 'delete':
      return <Delete images={images} onClose={close} />;
    default:
      return assertNever(kind, 'deed');
  }
}
