/** @file One bucket for originals and renditions, or one for each; holds at once for what comes. */
import type { Profile } from '../../shared/profile.ts';
import { cloudroll } from '../bridge.ts';
import page from '../library/page.module.css';
import { keys, queries } from '../live.ts';
import { Alternatives } from '../ui/fields.tsx';
import { Captioned } from '../ui/labelled.tsx';
import { useWords } from '../words/language.ts';
import styles from './own-cloud.module.css';
import { Said } from './part.tsx';
import { useDeed } from './use-deed.ts';

const ending = '-renditions';
/** Letters of a bucket's name. */
const longest = 63;

export function BucketCount({ profile }: { readonly profile: Profile }) {
  const words = useWords();
  const text = words.setUp;
  const deed = useDeed();
  const { renditionsBucket, ...rest } = profile;
  const keep = (count: 'one' | 'two') =>
    void deed.run(async () => {
      const second = `${rest.bucket.slice(0, longest - ending.length)}${ending}`;
      await cloudroll.profiles.save({ profile: count === 'one' ? rest : { ...rest, renditionsBucket: second } });
      await queries.invalidateQueries({ queryKey: keys.profiles });
    });
  return (
    <div className={styles.count}>
      <Captioned label={text.buckets}>
        <Alternatives
          label={text.buckets}
          value={renditionsBucket === undefined ? 'one' : 'two'}
          options={(['one', 'two'] as const).map((value) => ({ value, label: text.bucketCounts[value] }))}
          onChange={keep}
        />
      </Captioned>
      {renditionsBucket === undefined ? null : <p className={page.facts}>{text.twoBuckets(renditionsBucket)}</p>}
      {deed.problem === null ? null : <Said bad text={deed.problem} />}
    </div>
  );
}
