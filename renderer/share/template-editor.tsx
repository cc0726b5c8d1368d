/** @file A template of one's own for links, with what it gives shown as it is typed. */
import { useRef, useState } from 'react';
import type { Link } from '../../shared/link.ts';
import { Escaping, fillTemplate, LinkTemplate, placeholders, unknownPlaceholder } from '../../shared/link-text.ts';
import form from '../deeds/form.module.css';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Choice, TextField } from '../ui/fields.tsx';
import { Captioned, Labelled } from '../ui/labelled.tsx';
import { Placeholders } from '../ui/placeholders.tsx';
import { useWords } from '../words/language.ts';

export type TemplateEditorProps = {
  /** Null: a new one. */
  readonly template: LinkTemplate | null;
  /** Names that are taken. */
  readonly others: readonly string[];
  readonly example: Link;
  readonly onClose: () => void;
  /** Null: it is to be removed. */
  readonly onSave: (template: LinkTemplate | null) => void;
};

export function TemplateEditor({ template, others, example, onClose, onSave }: TemplateEditorProps) {
  const words = useWords();
  const text = words.share;
  const [name, setName] = useState(template?.name ?? '');
  const [body, setBody] = useState(template?.text ?? text.firstTemplate);
  const [escaping, setEscaping] = useState<Escaping>(template?.escaping ?? 'html');
  const area = useRef<HTMLTextAreaElement>(null);
  const strange = unknownPlaceholder(body);
  const isTaken = others.includes(name.trim());
  const whole = LinkTemplate.safeParse({ name, text: body, escaping });

  const insert = (placeholder: string) => {
    const field = area.current;
    if (field === null) return;
    const { selectionStart, selectionEnd } = field;
    setBody(`${body.slice(0, selectionStart)}{${placeholder}}${body.slice(selectionEnd)}`);
    field.focus();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={template === null ? text.newTemplate : text.editTemplate}
      deeds={
        <>
          {template === null ? null : (
            <Button look="danger" onClick={() => onSave(null)}>
              {text.removeTemplate}
            </Button>
          )}
          <Button onClick={onClose}>{words.back}</Button>
          <Button
            look="primary"
            disabled={!whole.success || isTaken}
            onClick={() => (whole.success ? onSave(whole.data) : undefined)}
          >
            {words.save}
          </Button>
        </>
      }
    >
      <div className={form.form}>
        <div className={form.pair}>
          <Labelled label={text.templateName} problem={isTaken ? text.nameTaken : null}>
            <TextField value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
          </Labelled>
          <Captioned label={text.escaping}>
            <Choice
              label={text.escaping}
              value={escaping}
              options={Escaping.options.map((value) => ({ value, label: text.escapings[value] }))}
              onChange={setEscaping}
            />
          </Captioned>
        </div>
        <Labelled label={text.templateText} problem={strange === null ? null : text.noSuchPlaceholder(strange)}>
          <textarea
            ref={area}
            className={form.area}
            spellCheck={false}
            maxLength={2000}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        </Labelled>
        <Captioned label={text.placeholders}>
          <Placeholders names={placeholders} onInsert={insert} />
        </Captioned>
        <Captioned label={text.preview}>
          <output className={form.preview} aria-label={text.preview}>
            {fillTemplate({ text: body, escaping }, example)}
          </output>
        </Captioned>
      </div>
    </Dialog>
  );
}
