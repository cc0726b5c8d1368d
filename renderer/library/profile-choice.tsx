/** @file Which profile a page of the library is about: asked only where there is more than one. */
import { type ReactNode, useState } from 'react';
import { useProfiles } from '../live.ts';
import { go, hashOf } from '../route.ts';
import { Blank, LoadingRows } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/fields.tsx';
import { Captioned } from '../ui/labelled.tsx';
import { useWords } from '../words/language.ts';

export type OfProfileProps = {
  /** `choice` is to be put among the page's fields; null where there is nothing to choose. */
  readonly children: (profile: string, choice: ReactNode) => ReactNode;
};

export function OfProfile({ children }: OfProfileProps) {
  const words = useWords();
  const asked = useProfiles();
  const [chosen, setChosen] = useState<string | null>(null);
  const names = asked.data?.map(({ profile }) => profile.name);
  if (names === undefined) return <LoadingRows count={3} label={words.loading} />;
  const profile = names.find((name) => name === chosen) ?? names[0];
  if (profile === undefined) {
    return (
      <Blank
        icon={null}
        title={words.noProfile}
        deed={<Button onClick={() => go(hashOf('welcome'))}>{words.setUpFirst}</Button>}
      />
    );
  }
  const choice =
    names.length < 2 ? null : (
      <Captioned label={words.inProfile}>
        <Choice
          label={words.inProfile}
          value={profile}
          options={names.map((name) => ({ value: name, label: name }))}
          onChange={setChosen}
        />
      </Captioned>
    );
  return children(profile, choice);
}
