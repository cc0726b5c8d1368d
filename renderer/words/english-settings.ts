/** @file What the settings say of profiles, renditions, keys in the bucket and the check-up, in English. */
import type { CheckUp } from '../../shared/check-up.ts';
import type { LayoutFault, RenditionDraft } from '../../shared/draft.ts';
import type { RenditionRecipe } from '../../shared/profile.ts';
import type { Meaning } from './english-codes.ts';
import { formatNumber } from './format.ts';

const n = (value: number) => formatNumber(value, 'en');

const layoutFaults: Record<Exclude<LayoutFault['code'], 'unknown-placeholder'>, string> = {
  'no-hash': 'It needs {hash} or {hash8}, so that two images never share a key.',
  'no-rendition': 'It needs {rendition}, so that two renditions never share a key.',
  'rendition-in-original': '{rendition} is for renditions.',
  'leading-slash': 'It must not begin with a slash.',
  'too-long': 'A key has at most 1,024 bytes.',
};

const checkUps: Record<CheckUp['check'], string> = {
  versions: 'Versions',
  pixels: 'Image engine',
  ledger: 'Ledger',
  disk: 'Disk',
  keychain: 'Keychain',
  folders: 'Folders',
  keys: 'Keys',
  clock: 'Clock',
  permissions: 'Permissions',
};

const outcomes: Record<CheckUp['outcome'], string> = {
  good: 'Good',
  warning: 'Worth a look',
  bad: 'Needs you',
  skipped: 'Not looked at',
};

const notMade: Record<Extract<RenditionDraft, { kind: 'not-made' }>['why'], string> = {
  'cannot-decode': 'This image cannot be decoded here, so it has no renditions.',
  'too-many-pixels': 'This image has more pixels than the profile allows.',
  'picture-crashes': 'This image crashes the decoder, so it has no renditions.',
  'picture-timed-out': 'This image takes too long to decode.',
};

const fits: Record<RenditionRecipe['fit'], string> = {
  inside: 'Whole image, inside',
  cover: 'Fill and crop',
  contain: 'Whole image, padded',
  fill: 'Stretch',
};

const engines: Record<NonNullable<Extract<CheckUp, { check: 'pixels' }>['engine']>, Meaning> = {
  native: { what: 'Native', todo: '' },
  'two-step': { what: 'Native, loaded in two steps', todo: '' },
  webassembly: {
    what: 'WebAssembly, which is slow',
    todo: 'The native one did not start here. An update may bring it.',
  },
};

export const englishSettings = {
  // Profiles
  edit: 'Edit',
  discard: 'Discard changes',
  profileGone: 'There is no profile by that name',
  profileParts: {
    place: 'Where to',
    keys: 'Keys',
    renditions: 'Renditions',
    layout: 'Names in the bucket',
    carried: 'What is carried',
    remove: 'Remove',
  },
  placeNote: 'What is stored already stays where it is. Changes hold for what comes.',
  trialNote: 'A cloud on this computer, for trying out. It runs while Cloudroll runs.',
  renditionsBucket: 'Bucket for renditions (empty: the same)',
  dynamodbRegion: 'Region of the table (empty: the same)',
  dynamodbEndpoint: 'DynamoDB endpoint (empty: AWS)',
  stsEndpoint: 'STS endpoint (empty: as S3)',
  endpointOptional: 'S3 endpoint (empty: AWS)',
  addressing: 'Address of the bucket',
  addressings: { host: 'In the host name', path: 'In the path' },
  keysUnchanged: 'Empty fields keep the keys that are in the keychain.',
  largestFile: 'Largest file',
  largestFileUnit: 'MB',
  pixelLimit: 'Most pixels for renditions',
  pixelLimitUnit: 'million',
  keepLocation: 'Keep the location in records',
  keepLocationHelp: 'Renditions never carry it. Originals are stored as they are.',
  badField: (field: string) => `${field} cannot be right`,
  removeProfile: 'Remove profile',
  removeProfileTitle: (name: string) => `Remove ${name}?`,
  removeProfileWhy:
    'What is stored stays in your cloud, and your files stay where they are. Its folders wait for a profile of that name. Its key leaves the keychain.',
  removeTrialWhy: 'What was stored for trying stays in Cloudroll’s folder on this computer until you remove it there.',

  // Renditions
  renditionsWhy: 'Copies made of each image on the way. “thumb” and “preview” are what this window shows.',
  addRendition: 'Add rendition',
  removeRendition: 'Remove rendition',
  renditionName: 'Name',
  width: 'Width',
  height: 'Height',
  fit: 'Fit',
  fits,
  format: 'Format',
  quality: 'Quality',
  grayscale: 'Black and white',
  animated: 'Keep animation',
  before: 'Before',
  after: 'After',
  compare: 'Where before ends and after begins',
  chooseSample: 'Shown on',
  noSample: 'Once an image of this profile is stored, it is shown here before and after.',
  makingDraft: 'Making it…',
  notMade,
  draftSize: (before: string, after: string, share: string) => `${before} becomes ${after}, ${share}`,

  // Names in the bucket
  layoutWhy: 'What is between braces is filled in for each image. What is stored already keeps its name.',
  originalKey: 'Originals',
  renditionKey: 'Renditions',
  insertPlaceholder: (name: string) => `Insert {${name}}`,
  layoutFaults,
  unknownPlaceholder: (name: string) => `{${name}} is not known.`,
  example: 'Example',

  // Check-up
  checkUpWhy: 'Looks at everything that storing stands on. Nothing is changed.',
  runCheckUp: 'Check now',
  checkUps,
  outcomes,
  checkUpGood: 'Everything is good',
  checkUpBad: (count: number) => (count === 1 ? '1 thing needs you' : `${n(count)} things need you`),
  engines,
  noEngine: { what: 'None works', todo: 'Install Cloudroll again.' },
  ledgerSound: (size: string) => `Sound, ${size}`,
  ledgerNone: 'None yet',
  ledgerFault: { what: 'Damaged', todo: 'Start Cloudroll again: it is then rebuilt from your cloud.' },
  diskFree: (size: string) => `${size} free`,
  diskTodo: 'Free some space.',
  diskUnknown: 'Does not say how much is free',
  keychainGood: 'Keeps and gives',
  foldersWatched: (count: number) => (count === 1 ? '1 watched' : `${n(count)} watched`),
  foldersTodo: 'Connect the disk, or stop watching the folder.',
  keysGood: 'There are keys',
  clockAgrees: 'Agrees with the store',
  clockAhead: (time: string) => `${time} ahead of the store`,
  clockBehind: (time: string) => `${time} behind the store`,
  clockTodo: 'Set the clock of this computer.',
  clockUnknown: 'The store does not say its time',
  permissionsGood: 'Everything that storing needs is allowed',
  permissionsMissing: (what: string) => `Missing: ${what}`,
  needsKeysFirst: 'Keys come first',
  openProfile: 'Open profile',

  // About
  diagnostics: 'Diagnostics for support',
  diagnosticsHelp:
    'Versions, check-up, settings and the end of the log, in one text. Names of folders and images are in it; keys are not.',
  saveDiagnostics: 'Save diagnostics',
  savedAs: (name: string) => `Saved as ${name}`,
  logFile: 'Log',
  copyPath: 'Copy path',
  openFolder: 'Open folder',
  licences: 'Licences',
  licencesHelp: 'Of everything that Cloudroll is built on.',
  showLicences: 'Show licences',
};
