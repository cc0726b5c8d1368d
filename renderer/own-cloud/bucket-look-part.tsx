/** @file What is weak about a profile's buckets, each with the one step that mends it. */
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { BucketWeakness } from '../../shared/adoption.ts';
import type { Failure } from '../../shared/failure.ts';
import { cloudroll } from '../bridge.ts';
import { Asked } from '../library/asked.tsx';
import page from '../library/page.module.css';
import { queries } from '../live.ts';
import { Button } from '../ui/button.tsx';
import tones from '../ui/tones.module.css';
import { sentence } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';
import { isMissing } from './is-missing.ts';
import styles from './own-cloud.module.css';
import { Part, Said } from './part.tsx';
import { useDeed } from './use-deed.ts';

export function BucketLookPart({ profile }: { readonly profile: string }) {
  const words = useWords();
  const text = words.bucketLook;
  const asked = useQuery({
    queryKey: ['bucket-look', profile],
    queryFn: ({ signal }) => cloudroll.cloud.lookAtBucket({ profile }, { signal }),
    staleTime: 0,
  });
  return (
    <Part title={text.title} why={text.why}>
      {isMissing(asked.error, 'no-bucket') ? (
        <p>{text.noBucket}</p>
      ) : (
        <Asked query={asked}>
          {({ weaknesses, unseen, notOffered }) => {
            const named = (deeds: typeof unseen) =>
              [...new Set(deeds.map((deed) => words.setUp.deeds[deed]))].join(', ');
            return (
              <>
                {weaknesses.length === 0 ? (
                  <p className={styles.verdict}>
                    <CircleCheck size={15} aria-hidden className={tones.good} />
                    {text.none}
                  </p>
                ) : (
                  <ul className={page.list}>
                    {weaknesses.map((weakness) => (
                      <Weakness key={`${weakness.bucket} ${weakness.kind}`} profile={profile} weakness={weakness} />
                    ))}
                  </ul>
                )}
                {unseen.length === 0 ? null : <p className={page.facts}>{text.unseen(named(unseen))}</p>}
                {notOffered.length === 0 ? null : <p className={page.facts}>{text.notOffered(named(notOffered))}</p>}
              </>
            );
          }}
        </Asked>
      )}
    </Part>
  );
}

type WeaknessProps = { readonly profile: string; readonly weakness: BucketWeakness };

function Weakness({ profile, weakness: { bucket, kind, found, mend } }: WeaknessProps) {
  const words = useWords();
  const text = words.bucketLook;
  const deed = useDeed();
  const [failure, setFailure] = useState<Failure | null>(null);
  const repair = (step: NonNullable<typeof mend>) =>
    deed.run(async () => {
      const steps = [{ deed: step, on: bucket }];
      setFailure(null);
      for await (const result of await cloudroll.cloud.setup.apply({ profile, wish: {}, steps })) {
        if (result.step.deed === step && result.step.on === bucket) setFailure(result.failure);
      }
      await queries.invalidateQueries({ queryKey: ['bucket-look', profile] });
      void queries.invalidateQueries({ queryKey: ['set-up', profile] });
    });
  const problem = failure === null ? deed.problem : sentence(words.failures[failure.code]);
  return (
    <li className={page.row}>
      <div>
        <p className={page.name}>
          <TriangleAlert size={13} aria-hidden className={tones.wait} /> {text.weaknesses[kind]}
        </p>
        <p className={page.facts}>{[bucket, ...(found === null ? [] : [text.found(found)])].join(' · ')}</p>
        {problem === null ? null : <Said bad text={problem} />}
      </div>
      {mend === null ? (
        <p className={page.facts}>{text.byPerson}</p>
      ) : (
        <Button disabled={deed.state === 'running'} onClick={() => void repair(mend)}>
          {deed.state === 'running' ? text.mending : text.mend}
          <span className="out-of-sight"> {text.weaknesses[kind]}</span>
        </Button>
      )}
    </li>
  );
}
