/** @file The last hour as sixty bars: what was stored above the line, what failed below it. */
import type { Health } from '../../shared/library-log.ts';
import { formatTime } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import own from './health-page.module.css';

/** Of the drawing, in its own units. */
const up = 44;
const down = 12;

export function Minutes({ minutes }: { readonly minutes: Health['minutes'] }) {
  const words = useWords();
  const locale = useLocale();
  const most = Math.max(1, ...minutes.map(({ stored }) => stored));
  const worst = Math.max(1, ...minutes.map(({ failed }) => failed));
  const stored = minutes.reduce((sum, minute) => sum + minute.stored, 0);
  const failed = minutes.reduce((sum, minute) => sum + minute.failed, 0);
  if (stored + failed === 0) return <p className={own.none}>{words.health.none}</p>;
  const [first] = minutes;
  const last = minutes.at(-1);
  return (
    <>
      <svg
        role="img"
        aria-label={words.health.minute(words.health.lastHour, stored, failed)}
        viewBox={`0 0 ${minutes.length * 6} ${up + down + 1}`}
        preserveAspectRatio="none"
        className={own.minutes}
      >
        {minutes.map((minute, at) => {
          const high = (minute.stored / most) * up;
          const deep = (minute.failed / worst) * down;
          return (
            <g key={minute.at}>
              <title>{words.health.minute(formatTime(minute.at, locale), minute.stored, minute.failed)}</title>
              <rect x={at * 6} y={0} width={6} height={up + down} className={own.space} />
              <rect x={at * 6 + 1} y={up - high} width={4} height={high} className={own.stored} />
              <rect x={at * 6 + 1} y={up + 1} width={4} height={deep} className={own.failed} />
            </g>
          );
        })}
        {first === undefined ? null : <rect x={0} y={up} width={minutes.length * 6} height={1} className={own.line} />}
      </svg>
      <p aria-hidden className={own.hours}>
        {[first, last].map((minute) =>
          minute === undefined ? null : <span key={minute.at}>{formatTime(minute.at, locale)}</span>,
        )}
      </p>
    </>
  );
}
