/** @file What the window says of policy, cost, cleaning up and folders that move, in English. */
import type { CostLine, Prices, RegionClass } from '../../shared/cost.ts';
import type { PolicyRequest } from '../../shared/policy.ts';
import type { Meaning } from './english-codes.ts';
import { formatNumber } from './format.ts';

const n = (value: number) => formatNumber(value, 'en');
const counted = (count: number, one: string, many: string) => `${n(count)} ${count === 1 ? one : many}`;
const objects = (count: number) => counted(count, 'object', 'objects');
const records = (count: number) => counted(count, 'record', 'records');

const variants: Readonly<Record<PolicyRequest['variant'], Meaning>> = {
  full: { what: 'Every day', todo: 'Everything Cloudroll does, but setting up and cleaning up.' },
  'read-only': { what: 'Read only', todo: 'History, search and download.' },
  'upload-only': { what: 'Upload only', todo: 'Carries images, without reading or removing what others stored.' },
  owner: { what: 'Owner', todo: 'Every day, and setting up and cleaning up.' },
};

const costLines: Readonly<Record<CostLine['what'], string>> = {
  stored: 'Stored',
  records: 'Records kept',
  writes: 'Writing and listing',
  reads: 'Reading',
  removes: 'Removing',
  'record-writes': 'Records written',
  'record-reads': 'Records read',
  out: 'Sent to you',
};

const prices: Readonly<Record<keyof Prices, string>> = {
  currency: 'Currency',
  storedGb: 'A GB stored for a month',
  recordsGb: 'A GB of records for a month',
  writes: '1,000 writes or lists',
  reads: '1,000 reads',
  recordWrites: 'A million records written',
  recordReads: 'A million records read',
  outGb: 'A GB sent to you',
};

const regionClasses: Readonly<Record<RegionClass, string>> = {
  low: 'Of cheaper AWS regions',
  middle: 'Of most AWS regions',
  high: 'Of dearer AWS regions',
  own: 'Of a store of your own',
};

export const englishCost = {
  policy: {
    title: 'The least rights',
    why: 'For exactly this profile’s bucket, prefix, table and indexes. Give it to the user or role whose keys these are.',
    variant: 'For',
    variants,
    networks: 'Only from these networks (empty: from anywhere)',
    kmsKey: 'ARN of the KMS key, if there is one',
    account: 'Account, twelve digits',
    wrong: 'This is no network, key or account',
    needsAccount: 'ACCOUNT_ID stands where the account’s twelve digits belong, for nobody could be asked.',
    document: 'Policy',
    commands: 'Lines for the AWS command line',
    template: 'CloudFormation template',
    templateWhy: 'Bucket, table, policy and role in one, instead of clicking.',
    copy: 'Copy',
    save: (file: string) => `Save ${file}`,
    copied: 'Copied',
    noClipboard: 'The clipboard refused it. Select the text and copy it by hand.',
  },

  cost: {
    title: 'This month',
    soFar: 'So far',
    forecast: 'By its end',
    about: (amount: string) => `about ${amount}`,
    estimate:
      'This is an estimate, from what this computer asked for. Tax, free allowances, earlier versions and what others sent are not in it.',
    since: (when: string) => `Counted since ${when}`,
    notYet: 'Nothing was counted yet',
    what: 'What',
    amount: 'Amount',
    price: 'Cost',
    lines: costLines,
    budget: 'Budget for a month',
    budgetWhy: 'A warning comes at 80%.',
    amountIn: (currency: string) => `Amount in ${currency} (empty: none)`,
    stops: 'Stop at 100%',
    stopsWhy: 'The profile rests until next month, or until you raise the budget.',
    states: {
      'no-budget': 'No budget is set',
      under: 'Within the budget',
      near: 'More than 80% of the budget is spent',
      spent: 'The budget is spent',
    },
    warned: 'Carrying goes on. Raise the budget, or have it stop at 100%.',
    open: 'Open cost',
    putAside: 'Understood',
    share: (percent: string, amount: string) => `${percent} of ${amount}`,
    saved: 'Saved',
    prices: 'Prices',
    pricesOf: regionClasses,
    pricesWhy: 'Without allowances. They hold for every profile of such a region.',
    pricesEdited: 'Yours',
    pricesListed: 'As listed',
    priceNames: prices,
    editPrices: 'Change prices',
    listed: 'Use the listed ones',
    wrong: 'This cannot be right',
  },

  clean: {
    title: 'Clean up',
    why: 'Takes everything of this profile out of the cloud, for good. First it counts; nothing happens before you type it.',
    count: 'Count what there is',
    counting: (seen: number) => `Counting, ${n(seen)} seen`,
    countAgain: 'Count again',
    bucket: (name: string) => `Bucket ${name}`,
    table: (name: string) => `Table ${name}`,
    objects,
    records,
    versions: (count: number) => counted(count, 'earlier version', 'earlier versions'),
    markers: (count: number) => counted(count, 'delete marker', 'delete markers'),
    uploads: (count: number) => counted(count, 'unfinished upload', 'unfinished uploads'),
    bucketOthers: (count: number) =>
      count === 1
        ? '1 other thing is in it: it stays, and the bucket with it'
        : `${n(count)} other things are in it: they stay, and the bucket with them`,
    tableOthers: (count: number) =>
      count === 1
        ? '1 item of others is in it: it stays, and the table with it'
        : `${n(count)} items of others are in it: they stay, and the table with them`,
    gone: 'Is gone already',
    imagesUnderWay: (count: number) => `${counted(count, 'image is', 'images are')} still on the way there.`,
    foldersSend: (count: number) =>
      `${counted(count, 'folder of this computer sends', 'folders of this computer send')} there. Stop watching first, or move to another profile: else it fills again.`,
    empty: 'There is nothing left of this profile',
    download: 'Download everything first',
    downloadWhy: 'What is removed cannot be brought back.',
    typeToEmpty: (typed: string) => `To remove it all for good, type “${typed}”`,
    typeBucket: (name: string) => `To delete the bucket too, type “${name}” (empty: keep it)`,
    typeTable: (typed: string) => `To delete the table too, type “${typed}” (empty: keep it)`,
    run: 'Remove for good',
    running: 'Removing',
    gonePart: (gone: number, of: number) => `${n(gone)} of ${n(of)} gone`,
    inBucket: (bucket: string) => `Objects in ${bucket}`,
    inTable: 'Records',
    waiting: (what: string) => `${what} is still there; asking again`,
    stopped: 'Stopped. What is gone is gone; going on takes the rest.',
    goOn: 'Go on',
    refused: (expected: string) => `Nothing was removed: it has to be “${expected}”, word for word.`,
    ended: (gone: string) => `Removed: ${gone}`,
    tableGone: 'the table',
    bucketGone: (name: string) => `bucket ${name}`,
    stays: (what: string) => `${what} stays: something in it is not this profile’s.`,
    stillThere: (what: string) => `${what} is still there. Go on later.`,
  },

  moveFolder: {
    open: 'Move to another profile…',
    title: (name: string) => `Move ${name}`,
    to: 'To',
    again: (images: string, size: string) => `${images} are sent again, ${size}.`,
    nothing: 'Nothing has to be sent again.',
    stays: (images: string, from: string) => `${images} stay in ${from} as well: nothing is removed there.`,
    there: (images: string, to: string) => `${images} are in ${to} already.`,
    moving: (images: string) => `${images} still on the way arrive where they were going.`,
    move: 'Move',
    moved: (name: string, to: string) => `${name} goes to ${to} now`,
  },
};
