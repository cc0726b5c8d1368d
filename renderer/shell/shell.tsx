/** @file What is around every screen: places, what is happening, drops from anywhere, and keys that work everywhere. */
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { type ReactNode, useEffect, useState } from 'react';
import { useProfiles, useSettings, useSurface } from '../live.ts';
import { go, hashOf, routeOf, type Screen } from '../route.ts';
import { useWords } from '../words/language.ts';
import { Drops } from './drops.tsx';
import { CodesWanted } from './enter-code.tsx';
import { KeyList, useShellKeys } from './keys.tsx';
import { LineNote } from './line-note.tsx';
import { useLooks } from './looks.ts';
import { Places } from './places.tsx';
import styles from './shell.module.css';

export type ShellProps = { readonly screen: Screen; readonly children: ReactNode };

export function Shell({ screen, children }: ShellProps) {
  const words = useWords();
  const surface = useSurface();
  const [showsKeys, setShowsKeys] = useState(false);
  useShellKeys(() => setShowsKeys(true));
  useLooks(useSettings().data?.window);
  const profiles = useProfiles().data;
  // Once: who skips first run, or leaves it, is not sent back.
  const isNew = profiles?.length === 0;
  useEffect(() => {
    if (isNew && routeOf(location.hash).screen === 'history') go(hashOf('welcome'), 'replace');
  }, [isNew]);
  return (
    <DirectionProvider direction={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}>
      <Drops uploads={surface?.uploads ?? null}>
        <button type="button" className={styles.skip} onClick={toContent}>
          {words.skipToContent}
        </button>
        <div className={styles.shell}>
          <Places screen={screen} />
          <main id="content" tabIndex={-1} className={styles.content} aria-label={words.screens[screen]}>
            <LineNote />
            <div className={styles.screen}>{children}</div>
          </main>
        </div>
      </Drops>
      <CodesWanted />
      <KeyList open={showsKeys} onClose={() => setShowsKeys(false)} />
    </DirectionProvider>
  );
}

/** No link: the hash is the route's. */
function toContent(): void {
  document.getElementById('content')?.focus();
}
