/** @file The library: what is done with all that is stored, page by page; each page is loaded when it is first opened. */
import { type ComponentType, lazy, Suspense } from 'react';
import { useSurface } from '../live.ts';
import { useRoute } from '../route.ts';
import { LoadingRows } from '../ui/blank.tsx';
import { ScreenFrame, ScrollArea } from '../ui/screen.tsx';
import { ScreenBoundary } from '../ui/screen-boundary.tsx';
import { useWords } from '../words/language.ts';
import styles from './library-screen.module.css';
import { type LibraryPage, libraryHash, libraryPages, pageOf } from './pages.ts';

const drawn: Readonly<Record<LibraryPage, ComponentType>> = {
  find: lazy(async () => ({ default: (await import('../find/find-page.tsx')).FindPage })),
  restore: lazy(async () => ({ default: (await import('../restore/restore-page.tsx')).RestorePage })),
  requests: lazy(async () => ({ default: (await import('../requests/requests-page.tsx')).RequestsPage })),
  deleted: lazy(async () => ({ default: (await import('../delete/deleted-page.tsx')).DeletedPage })),
  space: lazy(async () => ({ default: (await import('../free-space/space-page.tsx')).SpacePage })),
  verify: lazy(async () => ({ default: (await import('../verify/verify-page.tsx')).VerifyPage })),
  records: lazy(async () => ({ default: (await import('../records/records-page.tsx')).RecordsPage })),
  log: lazy(async () => ({ default: (await import('../log/log-page.tsx')).LogPage })),
  health: lazy(async () => ({ default: (await import('../log/health-page.tsx')).HealthPage })),
};

export function LibraryScreen() {
  const words = useWords();
  const page = pageOf(useRoute().query);
  const Page = drawn[page];
  // Into a folder only where there is a dialog that names one.
  const canPick = useSurface()?.canPick ?? false;
  const offered = libraryPages.filter((name) => canPick || name !== 'restore');
  return (
    <ScreenFrame title={words.screens.library}>
      <nav aria-label={words.screens.library} className={styles.pages}>
        <ul>
          {offered.map((name) => (
            <li key={name}>
              <a href={libraryHash(name)} aria-current={name === page ? 'page' : undefined} className={styles.page}>
                {words.libraryPages[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ScrollArea label={words.libraryPages[page]}>
        <ScreenBoundary key={page}>
          <Suspense fallback={<LoadingRows count={4} label={words.loading} />}>
            <Page />
          </Suspense>
        </ScreenBoundary>
      </ScrollArea>
    </ScreenFrame>
  );
}
