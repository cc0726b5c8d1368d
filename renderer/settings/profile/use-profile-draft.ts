/** @file Holds what is being changed of a profile, and saves it; what another window saves meanwhile takes its place. */
import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { Profile } from '../../../shared/profile.ts';
import { cloudroll, failureOf } from '../../bridge.ts';
import { keys, queries } from '../../live.ts';
import { type Drafted, draftOf, isChanged, type PlaceField, type ProfileDraft, profileOf } from './profile-draft.ts';

export type DraftControl = {
  readonly draft: ProfileDraft;
  readonly drafted: Drafted;
  readonly changed: boolean;
  readonly put: (field: PlaceField, text: string) => void;
  readonly change: (part: Partial<ProfileDraft['rest']>) => void;
  readonly type: (
    typed: Partial<Pick<ProfileDraft, 'role' | 'accessKeyId' | 'secretAccessKey' | 'forSession'>>,
  ) => void;
  readonly discard: () => void;
  readonly save: () => Promise<void>;
  readonly state: 'idle' | 'saving' | 'saved';
  readonly failure: Failure | 'unknown' | null;
};

export function useProfileDraft(saved: Profile): DraftControl {
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [state, setState] = useState<DraftControl['state']>('idle');
  const [failure, setFailure] = useState<DraftControl['failure']>(null);
  useEffect(() => setDraft(draftOf(saved)), [saved]);
  const drafted = profileOf(draft);
  const edit = (next: ProfileDraft) => {
    setDraft(next);
    setState('idle');
    setFailure(null);
  };
  return {
    draft,
    drafted,
    changed: isChanged(draft, saved),
    put: (field, text) => edit({ ...draft, place: { ...draft.place, [field]: text } }),
    change: (part) => edit({ ...draft, rest: { ...draft.rest, ...part } }),
    type: (typed) => edit({ ...draft, ...typed }),
    discard: () => edit(draftOf(saved)),
    save: async () => {
      if (drafted.kind === 'wrong') return;
      setState('saving');
      try {
        await cloudroll.profiles.save(drafted.save);
        // It is in the keychain now, and needed here no longer.
        setDraft((now) => ({ ...now, accessKeyId: '', secretAccessKey: '' }));
        await queries.invalidateQueries({ queryKey: keys.profiles });
        setState('saved');
      } catch (error) {
        setFailure(failureOf(error) ?? 'unknown');
        setState('idle');
      }
    },
    state,
    failure,
  };
}
