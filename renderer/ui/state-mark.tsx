/** @file A state's shape and colour, with its word beside it or for screen readers only. */
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CloudUpload,
  Hourglass,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
} from 'lucide-react';
import { memo } from 'react';
import type { JourneyState } from '../../shared/image.ts';
import { useWords } from '../words/language.ts';
import styles from './state-mark.module.css';
import tones from './tones.module.css';

type Tone = 'good' | 'busy' | 'wait' | 'bad' | 'quiet';

const looks: Record<JourneyState, readonly [LucideIcon, Tone]> = {
  seen: [CircleDashed, 'quiet'],
  settled: [CircleDashed, 'quiet'],
  refused: [Ban, 'quiet'],
  hashed: [CircleDashed, 'quiet'],
  uploading: [CloudUpload, 'busy'],
  confirmed: [CloudUpload, 'busy'],
  stored: [CircleCheck, 'good'],
  waiting: [Hourglass, 'wait'],
  blocked: [TriangleAlert, 'bad'],
  failed: [OctagonAlert, 'bad'],
  cancelled: [CircleSlash, 'quiet'],
};

export type StateMarkProps = { readonly state: JourneyState; readonly word?: boolean; readonly size?: number };

/** Its lines are the dearest of a row, and in most rows the same. */
export const StateMark = memo(function StateMark({ state, word = false, size = 14 }: StateMarkProps) {
  const words = useWords();
  const [Icon, tone] = looks[state];
  return (
    <span className={styles.mark}>
      <Icon size={size} strokeWidth={2} aria-hidden className={tones[tone]} />
      {word ? <span>{words.states[state]}</span> : <span className="out-of-sight">{words.states[state]}</span>}
    </span>
  );
});
