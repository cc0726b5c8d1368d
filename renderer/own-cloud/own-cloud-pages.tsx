/** @file The pages of a profile about its cloud, each loaded when it is first opened, and the links that lead to them. */
import { type ComponentType, lazy, Suspense } from 'react';
import type { Profile } from '../../shared/profile.ts';
import styles from '../library/library-screen.module.css';
import { LoadingRows } from '../ui/blank.tsx';
import { ScreenBoundary } from '../ui/screen-boundary.tsx';
import { useWords } from '../words/language.ts';
import { OfProfile } from './of-profile.ts';
import { type ProfilePage, profileHash, profilePages } from './parts.ts';

export type OwnCloudProps = {
  readonly profile: Profile;
  /** False for the one that the environment gives. */
  readonly editable: boolean;
};

type Page = ComponentType<OwnCloudProps>;
const drawn: Readonly<Record<Exclude<ProfilePage, 'profile'>, Page>> = {
  keys: lazy(async () => ({ default: (await import('./keys-page.tsx')).KeysPage })),
  cloud: lazy(async () => ({ default: (await import('./cloud-page.tsx')).CloudPage })),
  policy: lazy(async () => ({ default: (await import('./policy-page.tsx')).PolicyPage })),
  cost: lazy(async () => ({ default: (await import('./cost-page.tsx')).CostPage })),
  clean: lazy(async () => ({ default: (await import('./clean-page.tsx')).CleanPage })),
};

export function OwnCloudPage({ page, ...props }: OwnCloudProps & { readonly page: keyof typeof drawn }) {
  const words = useWords();
  const Page = drawn[page];
  return (
    <ScreenBoundary key={page}>
      <Suspense fallback={<LoadingRows count={4} label={words.loading} />}>
        <OfProfile value={props.profile.name}>
          <Page {...props} />
        </OfProfile>
      </Suspense>
    </ScreenBoundary>
  );
}

export function ProfileLinks({ profile, page }: { readonly profile: string; readonly page: ProfilePage }) {
  const words = useWords();
  return (
    <nav aria-label={profile} className={styles.pages}>
      <ul>
        {profilePages.map((name) => (
          <li key={name}>
            <a
              href={profileHash(profile, name)}
              aria-current={name === page ? 'page' : undefined}
              className={styles.page}
            >
              {words.profilePages[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
