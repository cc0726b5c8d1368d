/** @file Settings: groups of rows, one search over all of them; each change holds at once and says so. */
import { SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { useSettings, useSurface } from '../live.ts';
import { go, hashOf, useRoute } from '../route.ts';
import { Blank, LoadingRows } from '../ui/blank.tsx';
import { SearchField } from '../ui/fields.tsx';
import { ScreenFrame, ScrollArea } from '../ui/screen.tsx';
import { useLocale, useWords } from '../words/language.ts';
import { ProfileRows } from './profile-rows.tsx';
import { settingRows } from './setting-rows.tsx';
import styles from './settings-screen.module.css';

const groups = ['appearance', 'notifications', 'limits', 'profiles', 'about'] as const;

export function SettingsScreen() {
  const words = useWords();
  const locale = useLocale();
  const search = useRoute().query.get('q') ?? '';
  const settings = useSettings().data;
  const surface = useSurface();
  const wanted = search.toLocaleLowerCase(locale).trim();
  const rows = useMemo(() => settingRows(words, surface), [words, surface]);
  const matches = (text: string) => text.toLocaleLowerCase(locale).includes(wanted);
  const shown = groups.flatMap((group) => {
    const isNamed = matches(words.groups[group]);
    const own = rows.filter((row) => row.group === group && (isNamed || matches(`${row.label} ${row.help ?? ''}`)));
    return own.length > 0 || (group === 'profiles' && isNamed) ? [{ group, rows: own }] : [];
  });
  return (
    <ScreenFrame
      title={words.screens.settings}
      tools={
        <SearchField
          label={words.searchSettings}
          value={search}
          onChange={(text) => {
            const query = new URLSearchParams(text === '' ? {} : { q: text });
            go(hashOf('settings', query), search === '' ? 'push' : 'replace');
          }}
        />
      }
    >
      <ScrollArea label={words.screens.settings}>
        {settings === undefined ? (
          <LoadingRows count={6} label={words.loading} />
        ) : shown.length === 0 ? (
          <Blank icon={<SearchX size={32} strokeWidth={1.25} />} title={words.noSetting} />
        ) : (
          shown.map(({ group, rows: own }) => (
            <section key={group} className={styles.group}>
              <h2 className={styles.title}>{words.groups[group]}</h2>
              {group === 'profiles' ? <ProfileRows /> : null}
              {own.map((row) => (
                <div key={row.label} className={styles.row}>
                  <div>
                    <p id={`setting-${row.name}`}>{row.label}</p>
                    {row.help === undefined ? null : <p className={styles.help}>{row.help}</p>}
                  </div>
                  <div className={styles.control}>{row.draw({ settings, labelledBy: `setting-${row.name}` })}</div>
                </div>
              ))}
            </section>
          ))
        )}
      </ScrollArea>
    </ScreenFrame>
  );
}
