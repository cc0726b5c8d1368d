/** @file What can be wished of bucket and table beyond what is best for most; folded away. */
import { BucketEncryption, ColdClass } from '../../shared/set-up.ts';
import { Alternatives, Choice, TextField } from '../ui/fields.tsx';
import { Captioned, Labelled } from '../ui/labelled.tsx';
import { Tick } from '../ui/tick.tsx';
import { useWords } from '../words/language.ts';
import styles from './own-cloud.module.css';
import type { WishDraft } from './wish.ts';

export type SetUpOptionsProps = {
  readonly draft: WishDraft;
  readonly onChange: (draft: WishDraft) => void;
  readonly hasTable: boolean;
};

const bucketKinds = BucketEncryption.options.map(({ shape }) => shape.kind.value);

export function SetUpOptions({ draft, onChange, hasTable }: SetUpOptionsProps) {
  const words = useWords();
  const text = words.setUp;
  const put = (part: Partial<WishDraft>) => onChange({ ...draft, ...part });
  const asksKey = draft.encryption !== 's3' || (hasTable && draft.tableEncryption === 'kms');
  return (
    <>
      <Tick
        label={text.versioning}
        help={text.versioningWhy}
        checked={draft.versioning}
        onChange={(versioning) => put({ versioning })}
      />
      <div className={styles.fields}>
        <Captioned label={text.encryption}>
          <Choice
            label={text.encryption}
            value={draft.encryption}
            options={bucketKinds.map((value) => ({ value, label: text.encryptions[value] }))}
            onChange={(encryption) => put({ encryption })}
          />
        </Captioned>
        {hasTable ? (
          <Captioned label={text.tableEncryption}>
            <Choice
              label={text.tableEncryption}
              value={draft.tableEncryption}
              options={(['dynamodb', 'kms'] as const).map((value) => ({ value, label: text.tableEncryptions[value] }))}
              onChange={(tableEncryption) => put({ tableEncryption })}
            />
          </Captioned>
        ) : null}
        {asksKey ? (
          <Labelled label={text.kmsKey}>
            <TextField value={draft.kmsKey} onChange={(event) => put({ kmsKey: event.target.value })} />
          </Labelled>
        ) : null}
        <Captioned label={text.cold}>
          <Choice<ColdClass | 'none'>
            label={text.cold}
            value={draft.coldClass}
            options={(['none', ...ColdClass.options] as const).map((value) => ({
              value,
              label: text.coldClasses[value],
            }))}
            onChange={(coldClass) => put({ coldClass })}
          />
        </Captioned>
        {draft.coldClass === 'none' ? null : (
          <NumberOf label={text.coldDays} value={draft.coldDays} onChange={(coldDays) => put({ coldDays })} />
        )}
        {hasTable ? (
          <Captioned label={text.capacity}>
            <Alternatives
              label={text.capacity}
              value={draft.capacity}
              options={(['on-demand', 'provisioned'] as const).map((value) => ({
                value,
                label: text.capacities[value],
              }))}
              onChange={(capacity) => put({ capacity })}
            />
          </Captioned>
        ) : null}
        {hasTable && draft.capacity === 'provisioned' ? (
          <>
            <NumberOf label={text.readUnits} value={draft.readUnits} onChange={(readUnits) => put({ readUnits })} />
            <NumberOf label={text.writeUnits} value={draft.writeUnits} onChange={(writeUnits) => put({ writeUnits })} />
          </>
        ) : null}
      </div>
      {draft.encryption === 'kms' ? (
        <Tick
          label={text.bucketKey}
          help={text.bucketKeyWhy}
          checked={draft.bucketKey}
          onChange={(bucketKey) => put({ bucketKey })}
        />
      ) : null}
      {hasTable ? (
        <>
          <Tick
            label={text.recovery}
            help={text.recoveryWhy}
            checked={draft.recovery}
            onChange={(recovery) => put({ recovery })}
          />
          <Tick
            label={text.protection}
            help={text.protectionWhy}
            checked={draft.protection}
            onChange={(protection) => put({ protection })}
          />
        </>
      ) : null}
      <div className={styles.fields}>
        <Lines label={text.uploadsFrom} value={draft.uploadsFrom} onChange={(uploadsFrom) => put({ uploadsFrom })} />
        <Lines label={text.tags} value={draft.tags} onChange={(tags) => put({ tags })} />
      </div>
    </>
  );
}

type TypedProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function NumberOf({ label, value, onChange }: TypedProps) {
  return (
    <Labelled label={label}>
      <TextField type="number" min={0} value={value} onChange={(event) => onChange(event.target.value)} />
    </Labelled>
  );
}

function Lines({ label, value, onChange }: TypedProps) {
  return (
    <Labelled label={label}>
      <textarea
        rows={2}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={styles.lines}
      />
    </Labelled>
  );
}
