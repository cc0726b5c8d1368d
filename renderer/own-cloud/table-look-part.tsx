/** @file The table as it is, how records fit into it, and using it so. */
import { useQuery } from '@tanstack/react-query';
import type { TableLook } from '../../shared/adoption.ts';
import { cloudroll } from '../bridge.ts';
import { Asked } from '../library/asked.tsx';
import page from '../library/page.module.css';
import { keys, queries } from '../live.ts';
import { Button } from '../ui/button.tsx';
import type { Words } from '../words/english.ts';
import { formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { FactList } from './fact-list.tsx';
import { isMissing } from './is-missing.ts';
import type { OwnCloudProps } from './own-cloud-pages.tsx';
import { Part, Said } from './part.tsx';
import { useDeed } from './use-deed.ts';

export function TableLookPart({ profile, editable }: OwnCloudProps) {
  const words = useWords();
  const text = words.tableLook;
  const { name, table, recordKey } = profile;
  const deed = useDeed();
  const asked = useQuery({
    queryKey: ['table-look', name, table ?? null],
    queryFn: ({ signal }) => cloudroll.cloud.lookAtTable({ profile: name }, { signal }),
    enabled: table !== undefined,
    staleTime: 0,
  });
  const adopt = () =>
    deed.run(async () => {
      await cloudroll.cloud.adoptTable({ profile: name });
      await queries.invalidateQueries({ queryKey: keys.profiles });
    });
  return (
    <Part title={text.title} why={text.why}>
      {table === undefined || isMissing(asked.error, 'no-table') ? (
        <p>{table === undefined ? text.none : text.noTable}</p>
      ) : (
        <Asked query={asked}>
          {(look) => (
            <>
              <Facts look={look} />
              <p className={page.said}>{fitText(look, words)}</p>
              {editable && look.fits.how === 'by-image' && look.fits.recordKey !== recordKey ? (
                <div className={page.deeds}>
                  <Button look="primary" disabled={deed.state === 'running'} onClick={() => void adopt()}>
                    {text.adopt}
                  </Button>
                </div>
              ) : null}
              <Said bad={deed.problem !== null} text={deed.problem ?? (deed.state === 'done' ? text.adopted : '')} />
            </>
          )}
        </Asked>
      )}
    </Part>
  );
}

function Facts({ look }: { readonly look: TableLook }) {
  const locale = useLocale();
  const text = useWords().tableLook;
  const { table, key, keyTypes, isReady, items, indexes, missingIndexes } = look;
  const facts = [
    [text.title, isReady ? table : `${table}. ${text.notReady}`],
    [text.key, key.map((name, at) => `${name} (${keyTypes[at] ?? '?'})`).join(', ')],
    [text.items, formatNumber(items, locale)],
    [text.indexes, indexes.length === 0 ? text.noIndexes : indexes.map(({ name }) => name).join(', ')],
  ] as const;
  return (
    <>
      <FactList facts={facts} />
      {missingIndexes.length === 0 ? null : <p className={page.facts}>{text.missing(missingIndexes.join(', '))}</p>}
    </>
  );
}

function fitText({ fits }: TableLook, words: Words): string {
  const text = words.tableLook;
  if (fits.how === 'as-ours') return text.fits['as-ours'];
  if (fits.how === 'by-image') return text.fits['by-image'](fits.recordKey);
  return `${text.fits.not[fits.why]} ${text.nameAnother}`;
}
