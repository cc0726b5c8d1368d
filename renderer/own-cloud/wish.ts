/** @file What is wished of bucket and table while it is being typed, and the wish that comes of it; pure. */
import { type ColdClass, SetUpWish } from '../../shared/set-up.ts';

export type WishDraft = {
  readonly versioning: boolean;
  readonly encryption: SetUpWish['encryption']['kind'];
  readonly kmsKey: string;
  readonly bucketKey: boolean;
  readonly coldClass: ColdClass | 'none';
  readonly coldDays: string;
  readonly uploadsFrom: string;
  readonly tags: string;
  readonly capacity: SetUpWish['capacity']['kind'];
  readonly readUnits: string;
  readonly writeUnits: string;
  readonly tableEncryption: SetUpWish['tableEncryption']['kind'];
  readonly recovery: boolean;
  readonly protection: boolean;
};

export const plainWish: WishDraft = {
  versioning: true,
  encryption: 's3',
  kmsKey: '',
  bucketKey: true,
  coldClass: 'none',
  coldDays: '90',
  uploadsFrom: '',
  tags: '',
  capacity: 'on-demand',
  readUnits: '5',
  writeUnits: '5',
  tableEncryption: 'dynamodb',
  recovery: true,
  protection: true,
};

/** Null where something of it cannot be right. */
export function wishOf(draft: WishDraft): SetUpWish | null {
  const typed = draft.kmsKey.trim();
  const key = typed === '' ? {} : { key: typed };
  const tags = linesOf(draft.tags).map((line) => {
    const [name = '', ...value] = line.split('=');
    return [name.trim(), value.join('=').trim()] as const;
  });
  const parsed = SetUpWish.safeParse({
    versioning: draft.versioning,
    encryption: {
      kind: draft.encryption,
      ...(draft.encryption === 's3' ? {} : key),
      ...(draft.encryption === 'kms' ? { bucketKey: draft.bucketKey } : {}),
    },
    coldOriginals:
      draft.coldClass === 'none' ? null : { storageClass: draft.coldClass, afterDays: numberOf(draft.coldDays) },
    uploadsFrom: linesOf(draft.uploadsFrom),
    tags: Object.fromEntries(tags),
    capacity:
      draft.capacity === 'on-demand'
        ? { kind: 'on-demand' }
        : { kind: 'provisioned', read: numberOf(draft.readUnits), write: numberOf(draft.writeUnits) },
    tableEncryption: { kind: draft.tableEncryption, ...(draft.tableEncryption === 'kms' ? key : {}) },
    pointInTimeRecovery: draft.recovery,
    deletionProtection: draft.protection,
  });
  return parsed.success ? parsed.data : null;
}

/** An empty field is no number, not nought. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
