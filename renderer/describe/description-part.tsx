/** @file What is said of an image, in its details: title, text, tags, fields, who stored it, and the edits it had. */
import { Pencil, Star } from 'lucide-react';
import type { DescriptionEdit } from '../../shared/description.ts';
import { useLargeDeed } from '../deeds/deed-dialogs.tsx';
import type { Subject } from '../deeds/subject.ts';
import facts from '../details/facts.module.css';
import { Section } from '../details/section.tsx';
import { Button } from '../ui/button.tsx';
import type { Words } from '../words/english.ts';
import { formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './description-part.module.css';
import { useDescription } from './use-description.ts';

export function DescriptionPart({ image }: { readonly image: Subject }) {
  const words = useWords();
  const text = words.description;
  const open = useLargeDeed();
  const said = useDescription(image).data;
  if (said === undefined) return null;
  const { title, description, tags, favourite, fields, device, edits } = said;
  const own = Object.entries(fields);
  const isBare = title === '' && description === '' && tags.length === 0 && own.length === 0 && !favourite;
  return (
    <Section title={text.heading}>
      <div className={styles.said}>
        {favourite ? (
          <p className={styles.favourite}>
            <Star size={14} aria-hidden fill="currentColor" />
            {text.favourite}
          </p>
        ) : null}
        {title === '' ? null : <p className={styles.title}>{title}</p>}
        {description === '' ? null : <p className={styles.text}>{description}</p>}
        {tags.length === 0 ? null : (
          <ul className={styles.tags} aria-label={text.tags}>
            {tags.map((tag) => (
              <li key={tag} className={styles.tag}>
                {tag}
              </li>
            ))}
          </ul>
        )}
        {own.length === 0 && device === null ? null : (
          <dl className={facts.facts}>
            {[...own, ...(device === null ? [] : [[text.device, device] as const])].map(([name, value]) => (
              <div key={name} className={facts.fact}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {isBare ? <p className={styles.none}>{text.none}</p> : null}
        <div>
          <Button
            icon={<Pencil size={14} aria-hidden />}
            onClick={() => open({ kind: 'describe', images: [{ ...image, tags, favourite }] })}
          >
            {text.edit}
          </Button>
        </div>
        {edits.length === 0 ? null : <Edits edits={edits} />}
      </div>
    </Section>
  );
}

function Edits({ edits }: { readonly edits: readonly DescriptionEdit[] }) {
  const words = useWords();
  const locale = useLocale();
  return (
    <details className={styles.edits}>
      <summary>{words.description.edits}</summary>
      <ul>
        {edits.map((edit) => (
          <li key={`${edit.at} ${edit.by}`}>
            <p>{saidBy(edit, words)}</p>
            <p className={styles.when}>
              {[formatMoment(edit.at, locale), edit.by, words.description.editStates[edit.state]]
                .filter((part) => part !== '')
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** "Tags: sea; Title removed" */
function saidBy({ set }: DescriptionEdit, words: Words): string {
  const text = words.description;
  return Object.entries(set)
    .map(([attribute, value]) => {
      const [kind = '', ...rest] = attribute.split(':');
      const name = rest.join(':');
      const isGone = value === null || value === '' || value === false;
      if (kind === 'tag') return isGone ? text.taken(`${text.tags}: ${name}`) : text.set(text.tags, name);
      const location = words.fact.location;
      const what = { title: text.title, description: text.text, favourite: text.favourite, location }[kind] ?? name;
      if (isGone) return text.taken(what);
      return value === true ? what : text.set(what, String(value));
    })
    .join('; ');
}
