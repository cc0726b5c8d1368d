/** @file Says where the bucket really is, when the profile says otherwise, and takes that over; nothing where they agree. */
import { useQuery } from '@tanstack/react-query';
import { cloudroll } from '../bridge.ts';
import { keys, queries } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';
import styles from './own-cloud.module.css';
import { Said } from './part.tsx';
import { useDeed } from './use-deed.ts';

export type RegionPartProps = {
  readonly profile: string;
  readonly onSwitched?: (region: string) => void;
};

export function RegionPart({ profile, onSwitched }: RegionPartProps) {
  const words = useWords();
  const text = words.bucketPlace;
  const deed = useDeed();
  // A store that cannot be asked, or a bucket that there is not yet: the parts below say so.
  const place = useQuery({
    queryKey: ['bucket-place', profile],
    queryFn: ({ signal }) => cloudroll.cloud.bucketPlace({ profile }, { signal }),
    staleTime: 0,
  }).data;
  const found = place?.found ?? null;
  if (place === undefined || found === null || found === place.expected) return null;
  const takeOver = () =>
    deed.run(async () => {
      const { region } = await cloudroll.cloud.switchRegion({ profile, region: found });
      await queries.invalidateQueries({ queryKey: keys.profiles });
      for (const about of ['bucket-place', 'bucket-look', 'table-look']) {
        void queries.invalidateQueries({ queryKey: [about, profile] });
      }
      onSwitched?.(region);
    });
  return (
    <div className={styles.notice} role="status">
      <p>{text.elsewhere(found, place.expected)}</p>
      <Button look="primary" disabled={deed.state === 'running'} onClick={() => void takeOver()}>
        {text.switchTo(found)}
      </Button>
      {deed.problem === null ? null : <Said bad text={deed.problem} />}
    </div>
  );
}
