/** @file What the window says of a person's own cloud, in English: keys in use, set-up, what was there before. */
import type { BucketWeakness } from '../../shared/adoption.ts';
import type { BucketEncryption, ColdClass, SetUpDeed, SetUpResult, SetUpStep } from '../../shared/set-up.ts';
import { formatNumber } from './format.ts';

const n = (value: number) => formatNumber(value, 'en');
const counted = (count: number, one: string, many: string) => `${n(count)} ${count === 1 ? one : many}`;

const setUpDeeds: Readonly<Record<SetUpDeed, string>> = {
  bucket: 'Bucket',
  'public-access-block': 'Closed to the public',
  ownership: 'No access control lists',
  versioning: 'Keeps versions',
  encryption: 'Encrypted',
  lifecycle: 'Clears what is left over',
  cors: 'Web pages that may upload',
  'bucket-tags': 'Tags',
  table: 'Table',
  indexes: 'Indexes',
  capacity: 'Billing',
  'table-encryption': 'Encrypted',
  'point-in-time-recovery': 'Can go back to any second',
  'deletion-protection': 'Protected from deletion',
  'table-tags': 'Tags',
};

const stepStates: Readonly<Record<SetUpStep['state'], string>> = {
  present: 'as it should be',
  missing: 'would be made',
  differs: 'would be changed',
  'after-creation': 'comes with it',
  'not-offered': 'not offered here, not needed',
  'cannot-mend': 'cannot be changed',
  unseen: 'could not be looked at',
};

const stepOutcomes: Readonly<Record<SetUpResult['outcome'], string>> = {
  made: 'made',
  mended: 'mended',
  present: 'as it should be',
  'not-offered': 'not offered here, not needed',
  left: 'left as it was',
  failed: 'failed',
};

const encryptions: Readonly<Record<BucketEncryption['kind'], string>> = {
  s3: 'By S3 (SSE-S3)',
  kms: 'With a KMS key (SSE-KMS)',
  'dsse-kms': 'Twice, with a KMS key (DSSE-KMS)',
};

const coldClasses: Readonly<Record<ColdClass | 'none', string>> = {
  none: 'Stay in the standard class',
  STANDARD_IA: 'Standard-IA',
  ONEZONE_IA: 'One Zone-IA',
  INTELLIGENT_TIERING: 'Intelligent-Tiering',
  GLACIER_IR: 'Glacier Instant Retrieval',
  GLACIER: 'Glacier, hours to read',
  DEEP_ARCHIVE: 'Deep Archive, a day to read',
};

const weaknesses: Readonly<Record<BucketWeakness['kind'], string>> = {
  'public-by-policy': 'Its policy lets everybody in',
  'public-by-acl': 'Its access control list lets everybody in',
  'may-become-public': 'Nothing keeps it from becoming public',
  'objects-of-others': 'An object can belong to whoever stored it',
  'no-versioning': 'What is overwritten or removed is gone at once',
  unencrypted: 'It is not encrypted',
  'parts-stay': 'Parts of unfinished uploads stay, and cost',
};

export const englishCloud = {
  profilePages: {
    profile: 'Profile',
    keys: 'Keys',
    cloud: 'Bucket and table',
    policy: 'Policy',
    cost: 'Cost',
    clean: 'Clean up',
  },

  setUp: {
    title: 'Bucket and table',
    firstWhy:
      'Made private, encrypted and with versions. Nothing is made before you say so, and nothing is ever weakened.',
    why: 'What should be there, and what is. Running it again changes nothing that is right.',
    keysFirst: 'Keys and names come first',
    deeds: setUpDeeds,
    states: stepStates,
    outcomes: stepOutcomes,
    change: (found: string, wished: string) => `${found} → ${wished}`,
    nothing: 'nothing',
    make: (count: number) => (count === 1 ? 'Make this' : `Make these ${n(count)}`),
    making: 'Making it…',
    progress: (done: number, all: number) => `${n(done)} of ${counted(all, 'step', 'steps')} done`,
    allRight: 'Everything is as it should be',
    done: 'Done. Everything that this store offers is as it should be.',
    failed: (count: number) =>
      `${counted(count, 'step', 'steps')} failed. The others are kept; try again when that is solved.`,
    again: 'Look again',
    more: 'More',
    buckets: 'Originals and renditions',
    bucketCounts: { one: 'In one bucket', two: 'In two buckets' },
    twoBuckets: (name: string) => `Renditions go to ${name}. Another name can be given under Profile.`,
    versioning: 'Keep versions',
    versioningWhy: 'What an overwriting or a removal would take away can be brought back.',
    encryption: 'Encryption of the bucket',
    encryptions,
    kmsKey: 'KMS key (empty: the one of the account)',
    bucketKey: 'Ask KMS less often',
    bucketKeyWhy: 'One key for the bucket, so that fewer requests are billed.',
    cold: 'Originals after a while',
    coldClasses,
    coldDays: 'After days',
    uploadsFrom: 'Web pages that may use upload links (one address a line)',
    tags: 'Tags (name=value, one a line)',
    capacity: 'Billing of the table',
    capacities: { 'on-demand': 'By request', provisioned: 'Reserved' },
    readUnits: 'Reads a second',
    writeUnits: 'Writes a second',
    tableEncryption: 'Encryption of the table',
    tableEncryptions: { dynamodb: 'By DynamoDB', kms: 'With a KMS key' },
    recovery: 'Go back to any second',
    recoveryWhy: 'Point-in-time recovery, for 35 days. It is billed by size.',
    protection: 'Protect the table from deletion',
    protectionWhy: 'Cleaning up takes that back first.',
    wrongOptions: 'One of the options cannot be right',
    makeNow: 'Make bucket and table',
  },

  bucketPlace: {
    elsewhere: (found: string, expected: string) => `Your bucket is in ${found}, and the profile says ${expected}.`,
    switchTo: (region: string) => `Switch to ${region}`,
  },

  bucketLook: {
    title: 'Weaknesses of the bucket',
    why: 'What was set before Cloudroll came, or changed since.',
    none: 'None were found',
    noBucket: 'There is no bucket yet. Make it above.',
    weaknesses,
    found: (value: string) => `is: ${value}`,
    mend: 'Mend',
    mending: 'Mending…',
    mended: 'Mended',
    byPerson: 'Only you can decide this: the bucket’s policy is yours.',
    unseen: (what: string) => `These keys may not look at: ${what}`,
    notOffered: (what: string) => `Not offered by this store: ${what}`,
  },

  tableLook: {
    title: 'Table',
    why: 'How records fit into it.',
    none: 'This profile has no table: records are in the ledger and in the objects only.',
    noTable: 'There is no table yet. Make it above.',
    key: 'Key',
    items: 'Items, about',
    indexes: 'Indexes',
    noIndexes: 'None',
    missing: (names: string) => `Without ${names}. Cloudroll does without; setting up adds what is missing.`,
    fits: {
      'as-ours': 'It has the key that Cloudroll uses.',
      'by-image': (key: string) => `It has a key of its own, ${key}: records are kept under the image’s id there.`,
      not: {
        'key-type': 'Records do not fit: its key is not text.',
        'two-other-keys': 'Records do not fit: its key has two parts of other names.',
        'name-taken': 'Records do not fit: its key has a name that records use for something else.',
      },
    },
    nameAnother: 'Name another table under Profile.',
    adopt: 'Use this table',
    adopted: 'The profile uses it',
    notReady: 'It is still being made',
  },

  imports: {
    title: 'Images of other programs',
    why: 'What others stored in this bucket and table can be shown in the history. Each image is read once; nothing is rewritten.',
    look: 'Look for images',
    looking: (seen: number) => `Looking, ${n(seen)} seen`,
    found: (images: number, size: string) => `${counted(images, 'image', 'images')} to read, ${size}`,
    orphans: (count: number) => `${counted(count, 'item names', 'items name')} an object that is not there`,
    none: 'There is nothing of other programs',
    begin: 'Import',
    reading: (done: number, of: number) => `${n(done)} of ${n(of)} read`,
    stopped: 'Stopped. What was imported stays; importing again goes on.',
    ended: (imported: number, known: number) =>
      `${counted(imported, 'image', 'images')} imported, ${n(known)} known already`,
    passedOver: (count: number) => `${n(count)} passed over, for they are no images`,
  },

  defaultProfile: 'Default',
  makeDefault: 'Make default',
  defaultWhy: 'Where images go when nothing else is said.',
};
