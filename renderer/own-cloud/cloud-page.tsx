/** @file Bucket and table of a profile: set up, weaknesses, how records fit, and what other programs left there. */
import { useWords } from '../words/language.ts';
import { BucketLookPart } from './bucket-look-part.tsx';
import { ImportPart } from './import-part.tsx';
import type { OwnCloudProps } from './own-cloud-pages.tsx';
import { Part } from './part.tsx';
import { RegionPart } from './region-part.tsx';
import { SetUpPart } from './set-up-part.tsx';
import { TableLookPart } from './table-look-part.tsx';

export function CloudPage({ profile, editable }: OwnCloudProps) {
  const text = useWords().setUp;
  return (
    <>
      {editable ? <RegionPart profile={profile.name} /> : null}
      <Part title={text.title} why={text.why}>
        <SetUpPart profile={profile} editable={editable} />
      </Part>
      <BucketLookPart profile={profile.name} />
      <TableLookPart profile={profile} editable={editable} />
      <ImportPart profile={profile.name} />
    </>
  );
}
