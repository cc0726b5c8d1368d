/** @file What the terminal says of each thing that a verification found: what it is, and what becomes of it; terminal. */
import type { Finding, FindingKind } from '../../shared/verification.ts';

export const findingTitles: Record<FindingKind, string> = {
  'object-missing': 'Missing in the bucket',
  'object-differs': 'Other than what was stored',
  'record-missing': 'Without a record, though stored',
  'record-names-missing-object': 'Named by a record and not in the bucket',
  'object-without-record': 'In the bucket and named by no record',
  'abandoned-parts': 'Parts of uploads that were left behind',
  'ledger-row-missing': 'Of this computer, and unknown to its ledger',
};

/** What a person can do about those that repair could not put right. */
export const findingAdvice: Record<FindingKind, string> = {
  'object-missing': 'Put the file back into a watched folder: it is then sent again.',
  'object-differs':
    'It was left alone. Look at the object: restore its earlier version, or remove it to have the file sent.',
  'record-missing': 'Try again when the table answers: cloudroll verify --repair.',
  'record-names-missing-object': 'Put the file back on any computer of this library, or remove the record.',
  'object-without-record':
    'No original tells what it belongs to. Keep it or remove it; Cloudroll never does by itself.',
  'abandoned-parts':
    'They cost storage. Cloudroll ends its own within a day; end others in the console or by a lifecycle rule.',
  'ledger-row-missing': 'Its objects are not all there; see the other findings.',
};

export function findingLine({ subject, differs }: Finding): string {
  switch (differs) {
    case null:
      return subject;
    case 'size':
      return `${subject}: another size`;
    case 'checksum':
      return `${subject}: another checksum`;
    case 'metadata':
      return `${subject}: it says it is another`;
    case 'bytes':
      return `${subject}: other bytes, though it says the same`;
  }
}
