/** @file One profile: its parts, changed and saved together, and beside them the pages about its cloud. */
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { trialProfile } from '../../../shared/trial.ts';
import type { Answers } from '../../bridge.ts';
import { useProfiles } from '../../live.ts';
import { OwnCloudPage, ProfileLinks } from '../../own-cloud/own-cloud-pages.tsx';
import { profilePageOf } from '../../own-cloud/parts.ts';
import { hashOf, useRoute } from '../../route.ts';
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
import { type DraftControl, useProfileDraft } from './use-profile-draft.ts';

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
  const isTrial = profile.name === trialProfile;
  const asked = profilePageOf(useRoute().query);
  // The trial's cloud is on this computer: there is nothing to set up, pay or hand out.
  const page = isTrial ? 'profile' : asked;
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
      {page !== 'profile' && !changed ? null : (
        <Button
          look="primary"
          disabled={!changed || drafted.kind === 'wrong' || state === 'saving'}
          onClick={() => void control.save()}
        >
          {words.save}
        </Button>
      )}
    </>
  ) : (
    <p className={styles.status}>{words.byEnvironment}</p>
  );
  return (
    <ScreenFrame title={profile.name} back={{ label: words.screens.settings, href: hashOf('settings') }} tools={tools}>
      {isTrial ? null : <ProfileLinks profile={profile.name} page={page} />}
      <ScrollArea label={profile.name}>
        {failure === null ? null : (
          <p role="alert" className={styles.failure}>
            {failure === 'unknown'
              ? words.deedFailed
              : `${words.failures[failure.code].what}. ${words.failures[failure.code].todo}`}
          </p>
        )}
        {page === 'profile' ? (
          <Parts profile={profile} editable={editable} control={control} />
        ) : (
          <OwnCloudPage page={page} profile={profile} editable={editable} />
        )}
      </ScrollArea>
    </ScreenFrame>
  );
}

type PartsProps = Answers['profile'] & { readonly control: DraftControl };

function Parts({ profile, editable, control }: PartsProps) {
  const words = useWords();
  return (
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
