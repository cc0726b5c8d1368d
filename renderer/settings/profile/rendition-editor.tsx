/** @file What one rendition is to be, beside what it makes of a real image. */
import type { SampleImage } from '../../../shared/draft.ts';
import { RenditionRecipe } from '../../../shared/profile.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Switch, TextField } from '../../ui/fields.tsx';
import { Captioned, Labelled } from '../../ui/labelled.tsx';
import { useWords } from '../../words/language.ts';
import { DraftPreview } from './draft-preview.tsx';
import styles from './rendition-editor.module.css';

export type RenditionEditorProps = {
  readonly profile: string;
  readonly recipe: RenditionRecipe;
  /** Undefined while they are asked for. */
  readonly samples: readonly SampleImage[] | undefined;
  /** Its name stays, and so does it. */
  readonly isOurs: boolean;
  readonly onChange: (recipe: RenditionRecipe) => void;
  readonly onRemove: () => void;
};

const formats = ['webp', 'jpeg', 'avif', 'png'] as const;
const fits = ['inside', 'cover', 'contain', 'fill'] as const;

export function RenditionEditor({ profile, recipe, samples, isOurs, onChange, onRemove }: RenditionEditorProps) {
  const words = useWords();
  const change = (part: Partial<RenditionRecipe>) => onChange({ ...recipe, ...part });
  const whole = (text: string, most: number) => Math.max(1, Math.min(most, Math.round(Number(text) || 1)));
  const id = `rendition-${recipe.name}`;
  const nameIsWrong = !RenditionRecipe.shape.name.safeParse(recipe.name).success;
  return (
    <div className={styles.editor}>
      <div className={styles.fields}>
        {isOurs ? null : (
          <Labelled label={words.renditionName} problem={nameIsWrong ? words.badField(words.renditionName) : null}>
            <TextField value={recipe.name} onChange={(event) => change({ name: event.target.value })} />
          </Labelled>
        )}
        {(['width', 'height'] as const).map((side) => (
          <Labelled key={side} label={words[side]}>
            <TextField
              type="number"
              min={1}
              max={16_384}
              value={recipe[side]}
              onChange={(event) => change({ [side]: whole(event.target.value, 16_384) })}
            />
          </Labelled>
        ))}
        <Captioned label={words.fit}>
          <Choice
            label={words.fit}
            value={recipe.fit}
            options={fits.map((value) => ({ value, label: words.fits[value] }))}
            onChange={(fit) => change({ fit })}
          />
        </Captioned>
        <Captioned label={words.format}>
          <Choice
            label={words.format}
            value={recipe.format}
            options={formats.map((value) => ({ value, label: value.toUpperCase() }))}
            onChange={(format) => change({ format })}
          />
        </Captioned>
        {recipe.format === 'png' ? null : (
          <Labelled label={`${words.quality}: ${recipe.quality}`}>
            <input
              type="range"
              min={1}
              max={100}
              className={styles.range}
              value={recipe.quality}
              onChange={(event) => change({ quality: Number(event.target.value) })}
            />
          </Labelled>
        )}
        <div className={styles.switch}>
          <span id={`${id}-gray`}>{words.grayscale}</span>
          <Switch
            labelledBy={`${id}-gray`}
            checked={recipe.grayscale}
            onChange={(grayscale) => change({ grayscale })}
          />
        </div>
        {recipe.format === 'webp' ? (
          <div className={styles.switch}>
            <span id={`${id}-animated`}>{words.animated}</span>
            <Switch
              labelledBy={`${id}-animated`}
              checked={recipe.animated}
              onChange={(animated) => change({ animated })}
            />
          </div>
        ) : null}
        {isOurs ? null : (
          <div>
            <Button look="danger" onClick={onRemove}>
              {words.removeRendition}
            </Button>
          </div>
        )}
      </div>
      {samples === undefined ? null : <DraftPreview profile={profile} recipe={recipe} samples={samples} />}
    </div>
  );
}
