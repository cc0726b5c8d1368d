/** @file The prices that the estimate is made with, and other ones in their place. */
import { type FormEvent, useState } from 'react';
import { Prices } from '../../shared/cost.ts';
import { cloudroll } from '../bridge.ts';
import page from '../library/page.module.css';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Labelled } from '../ui/labelled.tsx';
import { useWords } from '../words/language.ts';
import type { CostPartProps } from './budget-part.tsx';
import styles from './own-cloud.module.css';
import { Part, Said } from './part.tsx';
import { useDeed } from './use-deed.ts';

const names = Prices.keyof().options;

export function PricesPart({ report, onReport }: CostPartProps) {
  const words = useWords();
  const text = words.cost;
  const deed = useDeed();
  const { prices, regionClass, pricesAreEdited, profile } = report;
  const [typed, setTyped] = useState<Readonly<Record<keyof Prices, string>> | null>(null);
  const shown = typed ?? textsOf(prices);
  const numbers = names.map(
    (name) => [name, name === 'currency' ? shown[name].trim() : numberOf(shown[name])] as const,
  );
  const parsed = Prices.safeParse(Object.fromEntries(numbers));
  const wrong = parsed.error?.issues[0]?.path[0];
  const keep = (next: Prices | null) =>
    void deed.run(async () => {
      onReport(await cloudroll.cloud.cost.setPrices({ profile, prices: next }));
      setTyped(null);
    });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (parsed.success) keep(parsed.data);
  };
  const whose = `${text.pricesOf[regionClass]} · ${pricesAreEdited ? text.pricesEdited : text.pricesListed}`;
  return (
    <Part title={text.prices} why={text.pricesWhy}>
      <p className={page.facts}>{whose}</p>
      <details className={styles.more}>
        <summary>{text.editPrices}</summary>
        <form className={styles.options} onSubmit={save}>
          <div className={styles.fields}>
            {names.map((name) => (
              <Labelled key={name} label={text.priceNames[name]} problem={wrong === name ? text.wrong : null}>
                <TextField
                  {...(name === 'currency' ? { maxLength: 3 } : { type: 'number', min: 0, step: 'any' })}
                  aria-invalid={wrong === name}
                  value={shown[name]}
                  onChange={(event) => setTyped({ ...shown, [name]: event.target.value })}
                />
              </Labelled>
            ))}
          </div>
          <div className={page.deeds}>
            <Button type="submit" disabled={typed === null || !parsed.success || deed.state === 'running'}>
              {words.save}
              <span className="out-of-sight"> {text.prices}</span>
            </Button>
            {pricesAreEdited ? (
              <Button look="quiet" onClick={() => keep(null)}>
                {text.listed}
              </Button>
            ) : null}
          </div>
        </form>
      </details>
      <Said bad={deed.problem !== null} text={deed.problem ?? (deed.state === 'done' ? text.saved : '')} />
    </Part>
  );
}

function textsOf(prices: Prices): Record<keyof Prices, string> {
  return {
    currency: prices.currency,
    storedGb: String(prices.storedGb),
    recordsGb: String(prices.recordsGb),
    writes: String(prices.writes),
    reads: String(prices.reads),
    recordWrites: String(prices.recordWrites),
    recordReads: String(prices.recordReads),
    outGb: String(prices.outGb),
  };
}

/** An empty field is no price, not nought. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
