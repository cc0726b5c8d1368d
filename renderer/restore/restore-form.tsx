/** @file What of the images is downloaded and into which folders, and the system's dialog that says where. */
import { useState } from 'react';
import type { RestoreLayout } from '../../shared/restoring.ts';
import type { Selection } from '../../shared/selection.ts';
import { cloudroll } from '../bridge.ts';
import form from '../deeds/form.module.css';
import { sayFailure } from '../library/say-failure.ts';
import { useProfiles } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { Alternatives, Choice } from '../ui/fields.tsx';
import { Captioned } from '../ui/labelled.tsx';
import { notify } from '../ui/toasts.tsx';
import { useWords } from '../words/language.ts';
import { restoreRun } from './restore-run.ts';

export function useRestoreForm(of: Selection) {
  const words = useWords();
  const text = words.restore;
  const [rendition, setRendition] = useState('original');
  const [layout, setLayout] = useState<RestoreLayout>('day');
  const profiles = useProfiles().data ?? [];
  const renditions = new Set(profiles.flatMap(({ profile }) => profile.renditions.map(({ name }) => name)));
  const begin = async () => {
    try {
      const folder = await cloudroll.drops.pick({ kind: 'folder' });
      if (folder === null) return;
      await restoreRun.begin((signal) =>
        cloudroll.library.restore.begin({ of, rendition, layout, to: folder.token }, { signal }),
      );
      const { state, progress } = restoreRun.now();
      if (state === 'ended' && progress !== null) {
        notify({ title: text.ended, more: text.written(progress.written) });
      }
    } catch (error) {
      sayFailure(error, words);
    }
  };
  const fields = (
    <div className={form.form}>
      <Captioned label={text.rendition}>
        <div>
          <Choice
            label={text.rendition}
            value={rendition}
            options={['original', ...renditions].map((name) => ({
              value: name,
              label: name === 'original' ? words.original : name,
            }))}
            onChange={setRendition}
          />
        </div>
      </Captioned>
      <Captioned label={text.layout}>
        <div>
          <Alternatives
            label={text.layout}
            value={layout}
            options={(['day', 'folder', 'flat'] as const).map((value) => ({ value, label: text.layouts[value] }))}
            onChange={setLayout}
          />
        </div>
      </Captioned>
    </div>
  );
  const deed = (
    <Button look="primary" onClick={() => void begin()}>
      {text.choose}
    </Button>
  );
  return { fields, deed };
}
