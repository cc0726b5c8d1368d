/** @file Taking everything of a profile out of its cloud: counted first, typed, then gone; it may be stopped and gone on with. */
import { useState } from 'react';
import type { Inventory } from '../../shared/clean-up.ts';
import { cloudroll } from '../bridge.ts';
import { useRun } from '../library/long-run.ts';
import page from '../library/page.module.css';
import { libraryHash } from '../library/pages.ts';
import { useSurface } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';
import { CleanConfirm } from './clean-confirm.tsx';
import { CleanInventory } from './clean-inventory.tsx';
import { CleanRun } from './clean-run.tsx';
import type { OwnCloudProps } from './own-cloud-pages.tsx';
import { Part, Said } from './part.tsx';
import { cleanRun } from './runs.ts';
import { useDeed } from './use-deed.ts';

export function CleanPage({ profile: { name } }: OwnCloudProps) {
  const words = useWords();
  const text = words.clean;
  const [inventory, setInventory] = useState<Inventory | null>(null);
  const [seen, setSeen] = useState(0);
  const counting = useDeed();
  const canPick = useSurface()?.canPick ?? false;
  const run = cleanRun(name);
  const { state, progress } = useRun(run);
  const isRunning = state === 'running';
  const count = () => {
    run.clear();
    setSeen(0);
    void counting.run(async () => {
      for await (const now of await cloudroll.cloud.clean.inventory({ profile: name })) {
        if (now.phase === 'counting') setSeen(now.seen);
        else setInventory(now.inventory);
      }
    });
  };
  const isCounting = counting.state === 'running';
  const isOver = state === 'ended' && progress?.phase === 'ended';
  return (
    <Part title={text.title} why={text.why}>
      <div className={page.deeds}>
        <Button look={inventory === null ? 'primary' : 'plain'} disabled={isCounting || isRunning} onClick={count}>
          {inventory === null ? text.count : text.countAgain}
        </Button>
      </div>
      <Said bad={counting.problem !== null} text={counting.problem ?? (isCounting ? text.counting(seen) : '')} />
      {inventory === null ? null : (
        <>
          <CleanInventory inventory={inventory} />
          {isOver || isRunning ? null : (
            <>
              <p className={page.why}>{text.downloadWhy}</p>
              {canPick ? (
                <p>
                  <a href={libraryHash('restore')}>{text.download}</a>
                </p>
              ) : null}
              {isEmpty(inventory) ? (
                <p className={page.said}>{text.empty}</p>
              ) : (
                <CleanConfirm inventory={inventory} goesOn={state === 'stopped' || state === 'failed'} />
              )}
            </>
          )}
        </>
      )}
      <CleanRun profile={name} />
    </Part>
  );
}

/** Neither bucket nor table is there any more. */
function isEmpty({ buckets, table }: Inventory): boolean {
  return (
    buckets.every(({ failure }) => failure?.code === 'no-bucket') &&
    (table === null || table.failure?.code === 'no-table')
  );
}
