/** @file The navigation: six places with what is open in each, and below them what is happening. */
import { Activity, CircleAlert, Folder, Images, LibraryBig, Settings } from 'lucide-react';
import { useIssues } from '../live.ts';
import { hashOf, type Screen } from '../route.ts';
import { formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { numbered } from './keys.tsx';
import styles from './places.module.css';
import { StatusLine } from './status-line.tsx';

const icons = {
  history: Images,
  activity: Activity,
  issues: CircleAlert,
  folders: Folder,
  library: LibraryBig,
  settings: Settings,
};

export function Places({ screen }: { readonly screen: Screen }) {
  const words = useWords();
  const locale = useLocale();
  const open = useIssues().data?.filter(({ kind }) => kind !== 'refused').length ?? 0;
  return (
    <aside className={styles.side}>
      <div className={styles.name} aria-hidden>
        <img src="./icon.svg" alt="" width={20} height={20} />
        <span className={styles.word}>Cloudroll</span>
      </div>
      <nav aria-label={words.places}>
        <ul className={styles.list}>
          {numbered.map((place) => {
            const Icon = icons[place as keyof typeof icons];
            const count = place === 'issues' ? open : 0;
            return (
              <li key={place}>
                <a
                  href={hashOf(place)}
                  title={words.screens[place]}
                  aria-current={place === screen ? 'page' : undefined}
                  className={styles.place}
                >
                  <Icon size={16} strokeWidth={1.75} aria-hidden />
                  <span className={styles.word}>{words.screens[place]}</span>
                  {count === 0 ? null : (
                    <span className={styles.count}>
                      {/* A hundred and more say only that there are many. */}
                      <span aria-hidden>{count > 99 ? '99+' : formatNumber(count, locale)}</span>
                      <span className="out-of-sight">{words.issueCount(count)}</span>
                    </span>
                  )}
                </a>
              </li>
            );
          })}
        </ul>
      </nav>
      <StatusLine />
    </aside>
  );
}
