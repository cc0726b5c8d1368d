/** @file Settings: groups of rows, one search over all of them; each change holds at once and says so. */
import { SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { useProfiles, useSettings, useSurface } from '../live.ts';
import { go, hashOf, useRoute } from '../route.ts';
import { Blank, LoadingRows } from '../ui/blank.tsx';
import { SearchField } from '../ui/fields.tsx';
import { ScreenFrame, ScrollArea } from '../ui/screen.tsx';
import { useLocale, useWords } from '../words/language.ts';
import { aboutRows } from './about-rows.tsx';
import { CheckUpPart } from './check-up.tsx';
import { LicencesScreen } from './licences-screen.tsx';
import { ProfileScreen } from './profile/profile-screen.tsx';
import { ProfileRows } from './profile-rows.tsx';
import { settingRows } from './setting-rows.tsx';
import styles from './settings-screen.module.css';

const groups = ['appearance', 'desktop', 'notifications', 'limits', 'profiles', 'checkUp', 'about'] as const;

/** The list of them, or one of the pages below it. */
export function SettingsScreen() {
  const { query } = useRoute();
  const profile = query.get('profile');
  if (profile !== null) return <ProfileScreen key={profile} name={profile} />;
  return query.get('page') === 'licences' ? <LicencesScreen /> : <AllSettings />;
}

function AllSettings() {
  const words = useWords();
  const locale = useLocale();
  const search = useRoute().query.get('q') ?? '';
  const settings = useSettings().data;
  const surface = useSurface();
  const wanted = search.toLocaleLowerCase(locale).trim();
  const profiles = useProfiles().data;
  const rows = useMemo(
    () => [...settingRows(words, surface), ...(surface === undefined ? [] : aboutRows(words, surface))],
    [words, surface],
  );
  /** What is found in parts that are no rows. */
  const inside = {
    profiles: [
      ...Object.values(words.profileParts),
      ...Object.values(words.profilePages),
      words.envFile.title,
      words.keepLocation,
      words.bucket,
      words.tableOf,
      words.region,
    ].concat((profiles ?? []).map(({ profile }) => profile.name)),
    checkUp: [...Object.values(words.checkUps), words.checkUpWhy],
  };
  const matches = (text: string) => text.toLocaleLowerCase(locale).includes(wanted);
  const shown = groups.flatMap((group) => {
    const isNamed = matches(words.groups[group]);
    const own = rows.filter((row) => row.group === group && (isNamed || matches(`${row.label} ${row.help ?? ''}`)));
    const isInside = (group === 'profiles' || group === 'checkUp') && (isNamed || inside[group].some(matches));
    return own.length > 0 || isInside ? [{ group, rows: own }] : [];
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
              {group === 'checkUp' ? <CheckUpPart /> : null}
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
