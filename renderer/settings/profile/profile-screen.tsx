/** @file One profile, to be changed: each part of it, saved together; nothing holds before it is saved. */
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { trialProfile } from '../../../shared/trial.ts';
import type { Answers } from '../../bridge.ts';
import { useProfiles } from '../../live.ts';
import { hashOf } from '../../route.ts';
import { Blank, LoadingRows } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { ScreenFrame, ScrollArea } from '../../ui/screen.tsx';
import { useWords } from '../../words/language.ts';
import { CarriedPart } from './carried-part.tsx';
import { KeysPart } from './keys-part.tsx';
import { LayoutPart } from './layout-part.tsx';
import { PlacePart } from './place-part.tsx';
import styles from './profile-screen.module.css';
import { RemovePart } from './remove-part.tsx';
import { RenditionsPart } from './renditions-part.tsx';
import { useProfileDraft } from './use-profile-draft.ts';

export function ProfileScreen({ name }: { readonly name: string }) {
  const words = useWords();
  const profiles = useProfiles();
  const entry = profiles.data?.find(({ profile }) => profile.name === name);
  if (entry !== undefined) return <ProfileParts key={name} entry={entry} />;
  return (
    <ScreenFrame title={name} back={{ label: words.screens.settings, href: hashOf('settings') }}>
      {profiles.isPending ? (
        <LoadingRows count={6} label={words.loading} />
      ) : (
        <Blank icon={<CloudOff size={32} strokeWidth={1.25} />} title={words.profileGone} />
      )}
    </ScreenFrame>
  );
}

function ProfileParts({ entry: { profile, editable } }: { readonly entry: Answers['profile'] }) {
  const words = useWords();
  const control = useProfileDraft(profile);
  const { changed, drafted, state, failure } = control;
  const tools = editable ? (
    <>
      <p role="status" className={styles.status}>
        {state === 'saved' && !changed ? words.changedTo : ''}
      </p>
      {changed ? (
        <Button look="quiet" onClick={control.discard}>
          {words.discard}
        </Button>
      ) : null}
      <Button
        look="primary"
        disabled={!changed || drafted.kind === 'wrong' || state === 'saving'}
        onClick={() => void control.save()}
      >
        {words.save}
      </Button>
    </>
  ) : (
    <p className={styles.status}>{words.byEnvironment}</p>
  );
  return (
    <ScreenFrame title={profile.name} back={{ label: words.screens.settings, href: hashOf('settings') }} tools={tools}>
      <ScrollArea label={profile.name}>
        {failure === null ? null : (
          <p role="alert" className={styles.failure}>
            {failure === 'unknown'
              ? words.deedFailed
              : `${words.failures[failure.code].what}. ${words.failures[failure.code].todo}`}
          </p>
        )}
        <fieldset className={styles.all} disabled={!editable}>
          <Part title={words.profileParts.place}>
            <PlacePart control={control} />
          </Part>
          <Part title={words.profileParts.renditions}>
            <RenditionsPart control={control} />
          </Part>
          <Part title={words.profileParts.layout}>
            <LayoutPart control={control} />
          </Part>
          <Part title={words.profileParts.carried}>
            <CarriedPart control={control} />
          </Part>
          {profile.name === trialProfile ? null : (
            <Part title={words.profileParts.keys}>
              <KeysPart control={control} />
            </Part>
          )}
          {editable ? (
            <Part title={words.profileParts.remove}>
              <RemovePart name={profile.name} />
            </Part>
          ) : null}
        </fieldset>
      </ScrollArea>
    </ScreenFrame>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2 className={styles.title}>{title}</h2>
      {children}
    </section>
  );
}
