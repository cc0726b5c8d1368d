/** @file Setting bucket and table up: the preview, what may be wished otherwise, and making it, as often as one likes. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Profile } from '../../shared/profile.ts';
import { cloudroll } from '../bridge.ts';
import { Asked } from '../library/asked.tsx';
import { useRun } from '../library/long-run.ts';
import page from '../library/page.module.css';
import { queries } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { useSettled } from '../ui/use-settled.ts';
import { useWords } from '../words/language.ts';
import { BucketCount } from './bucket-count.tsx';
import styles from './own-cloud.module.css';
import { Said } from './part.tsx';
import { gathered, setUpRun } from './runs.ts';
import { SetUpOptions } from './set-up-options.tsx';
import { isOpen, SetUpOutcome } from './set-up-outcome.tsx';
import { SetUpSteps } from './set-up-steps.tsx';
import { plainWish, wishOf } from './wish.ts';

export type SetUpPartProps = {
  readonly profile: Profile;
  readonly editable: boolean;
  /** Told whenever it is known whether something is still to be made. */
  readonly onLooked?: (isRight: boolean) => void;
};

export function SetUpPart({ profile, editable, onLooked }: SetUpPartProps) {
  const words = useWords();
  const text = words.setUp;
  const { name } = profile;
  const [draft, setDraft] = useState(plainWish);
  const wish = wishOf(draft);
  const wanted = useSettled(JSON.stringify(wish));
  const run = setUpRun(name);
  const { state, progress, failure } = useRun(run);
  const isRunning = state === 'running';
  const preview = useQuery({
    queryKey: ['set-up', name, profile, wanted],
    queryFn: async ({ signal }) => {
      const steps = await cloudroll.cloud.setup.preview({ profile: name, wish: JSON.parse(wanted) ?? {} }, { signal });
      onLooked?.(!steps.some(isOpen));
      return steps;
    },
    enabled: wanted !== 'null',
    placeholderData: keepPreviousData,
    // What is in the cloud, others change too.
    staleTime: 0,
  });
  const make = async () => {
    if (wish === null) return;
    await run.begin(async (signal) => gathered(await cloudroll.cloud.setup.apply({ profile: name, wish }, { signal })));
    await queries.invalidateQueries({ queryKey: ['set-up', name] });
    for (const about of ['bucket-look', 'table-look']) void queries.invalidateQueries({ queryKey: [about, name] });
  };
  const look = () => {
    run.clear();
    void preview.refetch();
  };
  const change = (next: typeof draft) => {
    run.clear();
    setDraft(next);
  };
  return (
    <Asked query={preview}>
      {(steps) => (
        <>
          <SetUpSteps steps={steps} results={progress ?? []} />
          <SetUpOutcome steps={steps} run={{ state, progress, failure }} />
          <div className={page.deeds}>
            {steps.some(isOpen) ? (
              <Button look="primary" disabled={isRunning || wish === null} onClick={() => void make()}>
                {isRunning ? text.making : text.make(steps.filter(isOpen).length)}
              </Button>
            ) : null}
            {isRunning ? (
              <Button onClick={run.stop}>{words.stop}</Button>
            ) : (
              <Button look={steps.some(isOpen) ? 'quiet' : 'plain'} onClick={look}>
                {text.again}
              </Button>
            )}
          </div>
          <details className={styles.more}>
            <summary>{text.more}</summary>
            <fieldset disabled={isRunning} className={styles.options}>
              {editable ? <BucketCount profile={profile} /> : null}
              <SetUpOptions draft={draft} onChange={change} hasTable={profile.table !== undefined} />
            </fieldset>
          </details>
          {wish === null ? <Said bad text={text.wrongOptions} /> : null}
        </>
      )}
    </Asked>
  );
}
