/** @file A link in the form, for the time and of the rendition that is chosen, shown before it is copied. */
import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { type LinkFormat, type LinkTemplate, linkText, ownFormats, type Sharing } from '../../shared/link-text.ts';
import { cloudroll } from '../bridge.ts';
import form from '../deeds/form.module.css';
import type { Subject } from '../deeds/subject.ts';
import { useSettings } from '../live.ts';
import { change } from '../settings/setting-rows.tsx';
import { LoadingRows } from '../ui/blank.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Choice, TextField } from '../ui/fields.tsx';
import { Captioned, Labelled } from '../ui/labelled.tsx';
import { type FailureText, failureText } from '../words/failure-text.ts';
import { formatBytes, formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './copy-as.module.css';
import { copyText, makeLinks, sayCopied } from './copy-links.ts';
import { exampleOf } from './example-link.ts';
import { TemplateEditor } from './template-editor.tsx';

export type CopyAsProps = { readonly images: readonly Subject[]; readonly onClose: () => void };

export function CopyAs({ images, onClose }: CopyAsProps) {
  const words = useWords();
  const kept = useSettings().data?.window.sharing;
  const [first] = images;
  const asked = useQuery({
    queryKey: ['link-choices', first?.profile, first?.imageId],
    enabled: first !== undefined,
    gcTime: 0,
    queryFn: ({ signal }) =>
      cloudroll.library.links.choices({ profile: first?.profile ?? '', imageId: first?.imageId ?? '' }, { signal }),
  });
  if (first !== undefined && kept !== undefined && asked.data !== undefined) {
    return <Choosing images={images} first={first} kept={kept} choices={asked.data} onClose={onClose} />;
  }
  return (
    <Dialog open onClose={onClose} title={words.share.title}>
      {asked.isError ? (
        <p role="alert" className={form.problem}>
          {failureText(asked.error, words).what}
        </p>
      ) : (
        <LoadingRows count={3} label={words.loading} />
      )}
    </Dialog>
  );
}

type ChoosingProps = CopyAsProps & {
  readonly first: Subject;
  readonly kept: Sharing;
  readonly choices: Awaited<ReturnType<typeof cloudroll.library.links.choices>>;
};

function Choosing({ images, first, kept, choices, onClose }: ChoosingProps) {
  const words = useWords();
  const locale = useLocale();
  const text = words.share;
  const [sharing, setSharing] = useState<Sharing>(kept);
  const [saveAs, setSaveAs] = useState('');
  const [editing, setEditing] = useState<LinkTemplate | 'new' | null>(null);
  const [state, setState] = useState<'choosing' | 'making' | FailureText>('choosing');
  const { templates, format } = sharing;
  const own = templates.find(({ name }) => `template:${name}` === format);
  const life = choices.lives.includes(sharing.life) ? sharing.life : (choices.lives[0] ?? 'week');
  const rendition = choices.renditions.find(({ name }) => name === sharing.rendition) ?? choices.renditions[0];
  const wish = { life, rendition: rendition?.name ?? 'original' };
  const example = exampleOf(first, rendition, life, saveAs.trim());

  if (editing !== null) {
    return (
      <TemplateEditor
        template={editing === 'new' ? null : editing}
        others={templates.filter((one) => one !== editing).map(({ name }) => name)}
        example={example}
        onClose={() => setEditing(null)}
        onSave={(next) => {
          const rest = templates.filter((one) => one !== editing);
          const all = next === null ? rest : [...rest, next];
          const now: Sharing = { ...sharing, templates: all, format: next === null ? 'url' : `template:${next.name}` };
          setSharing(now);
          setEditing(null);
          change({ window: { sharing: now } }).catch((error: unknown) => setState(failureText(error, words)));
        }}
      />
    );
  }

  const copy = async () => {
    setState('making');
    try {
      const named = images.length === 1 && saveAs.trim() !== '' ? { downloadName: saveAs.trim() } : {};
      const links = await makeLinks(images, { ...wish, ...named });
      await copyText(links, sharing);
      // The next click on "Copy link" does the same again; that it could not be kept does not matter to this one.
      await change({ window: { sharing: { ...sharing, ...wish } } }).catch(() => undefined);
      onClose();
      sayCopied(links, words, locale);
    } catch (error) {
      setState(failureText(error, words));
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={text.title}
      deeds={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" onClick={() => void copy()} disabled={state === 'making'}>
            {state === 'making' ? text.making : text.copy}
          </Button>
        </>
      }
    >
      <div className={form.form}>
        <Captioned label={text.format}>
          <div className={styles.format}>
            <Choice<LinkFormat>
              label={text.format}
              value={format}
              options={[
                ...ownFormats.map((value) => ({ value, label: text.formats[value] })),
                ...templates.map(({ name }) => ({ value: `template:${name}` as const, label: name })),
              ]}
              onChange={(next) => setSharing({ ...sharing, format: next })}
            />
            {own === undefined ? null : (
              <IconButton label={text.editTemplate} onClick={() => setEditing(own)}>
                <Pencil size={14} aria-hidden />
              </IconButton>
            )}
            <Button look="quiet" icon={<Plus size={14} aria-hidden />} onClick={() => setEditing('new')}>
              {text.newTemplate}
            </Button>
          </div>
        </Captioned>
        <div className={form.pair}>
          <Captioned label={text.rendition}>
            <Choice
              label={text.rendition}
              value={wish.rendition}
              options={choices.renditions.map(({ name, size }) => ({
                value: name,
                label: `${name === 'original' ? words.original : name}, ${formatBytes(size, locale)}`,
              }))}
              onChange={(name) => setSharing({ ...sharing, rendition: name })}
            />
          </Captioned>
          <Captioned label={text.life}>
            <Choice
              label={text.life}
              value={life}
              options={choices.lives.map((value) => ({ value, label: text.lives[value] }))}
              onChange={(next) => setSharing({ ...sharing, life: next })}
            />
          </Captioned>
        </div>
        {choices.keysEndAt === null ? null : (
          <p className={form.help}>{text.keysEnd(formatMoment(choices.keysEndAt, locale))}</p>
        )}
        {images.length > 1 || life === 'public' ? null : (
          <div>
            <Labelled label={text.downloadName}>
              <TextField
                value={saveAs}
                placeholder={first.fileName}
                maxLength={255}
                onChange={(event) => setSaveAs(event.target.value)}
              />
            </Labelled>
            <p className={form.help}>{text.downloadNameHelp}</p>
          </div>
        )}
        <Captioned label={text.preview}>
          <output className={form.preview} aria-label={text.preview}>
            {linkText(format, example, templates)}
          </output>
        </Captioned>
        {typeof state === 'string' ? null : (
          <p role="alert" className={form.problem}>
            {state.what}. {state.todo}
          </p>
        )}
      </div>
    </Dialog>
  );
}
