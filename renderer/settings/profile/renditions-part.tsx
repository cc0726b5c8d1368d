/** @file The renditions of a profile as a list; one of them open at a time, with what it makes of a real image. */
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, Plus } from 'lucide-react';
import { useState } from 'react';
import type { RenditionRecipe } from '../../../shared/profile.ts';
import { cloudroll } from '../../bridge.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/language.ts';
import { RenditionEditor } from './rendition-editor.tsx';
import styles from './renditions-part.module.css';
import type { DraftControl } from './use-profile-draft.ts';

/** Shown by the window itself, so they are always there under these names. */
const ours = ['thumb', 'preview'];

const fresh: RenditionRecipe = {
  name: 'web',
  width: 1600,
  height: 1600,
  fit: 'inside',
  format: 'webp',
  quality: 80,
  grayscale: false,
  animated: false,
};

export function RenditionsPart({ control }: { readonly control: DraftControl }) {
  const words = useWords();
  const { name: profile, renditions } = control.draft.rest;
  const [open, setOpen] = useState<number | null>(null);
  const samples = useQuery({
    queryKey: ['image', 'samples', profile],
    queryFn: ({ signal }) => cloudroll.drafts.samples({ profile }, { signal }),
  }).data;
  const put = (next: readonly RenditionRecipe[]) => control.change({ renditions: [...next] });
  const add = () => {
    put([...renditions, { ...fresh, name: freeName(renditions) }]);
    setOpen(renditions.length);
  };
  return (
    <>
      <p className={styles.note}>{words.renditionsWhy}</p>
      <ul className={styles.list}>
        {renditions.map((recipe, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its name is being typed; the place in the list is what stays.
          <li key={index} className={styles.item}>
            <div className={styles.head}>
              <span className={styles.name}>{recipe.name}</span>
              <span className={styles.facts}>
                {`${recipe.width} × ${recipe.height} · ${recipe.format.toUpperCase()}${recipe.format === 'png' ? '' : ` · ${words.quality} ${recipe.quality}`}`}
              </span>
              <Button
                look="quiet"
                aria-expanded={open === index}
                icon={open === index ? <ChevronUp size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
                onClick={() => setOpen(open === index ? null : index)}
              >
                {open === index ? words.close : words.edit}
                <span className="out-of-sight"> {recipe.name}</span>
              </Button>
            </div>
            {open === index ? (
              <RenditionEditor
                profile={profile}
                recipe={recipe}
                samples={samples}
                isOurs={ours.includes(recipe.name)}
                onChange={(next) => put(renditions.with(index, next))}
                onRemove={() => {
                  put(renditions.toSpliced(index, 1));
                  setOpen(null);
                }}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <div>
        <Button icon={<Plus size={14} aria-hidden />} onClick={add}>
          {words.addRendition}
        </Button>
      </div>
    </>
  );
}

function freeName(renditions: readonly RenditionRecipe[]): string {
  const taken = new Set(renditions.map(({ name }) => name));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? fresh.name : `${fresh.name}-${number}`;
    if (!taken.has(name)) return name;
  }
}
