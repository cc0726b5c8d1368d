/** @file Every row of research/field.md, section 3, that concerns what is built has a test: here by its number, or there by its title. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Of 44 rows those of carrying, watching, hashing, resizing and keeping; the others are of screens and of acts not built yet. */
const rows = [
  1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 19, 20, 21, 22, 24, 25, 26, 29, 30, 32, 34, 35, 36, 38, 40, 41,
  43,
];

/** File below tests/, and the test's title as it stands in the source. */
const elsewhere: Readonly<Record<number, readonly (readonly [file: string, title: string])[]>> = {
  6: [
    ['journey/hash/read-image.test.ts', 'a file without permission waits for its owner'],
    ['durability/bad-files.test.ts', 'broken, empty, far too large and no image at all: each with its reason'],
  ],
  7: [['journey/watch/bursts.test.ts', 'finds all of 5,000 small files that come into one directory at once']],
  8: [
    ['journey/watch/watched-folder.test.ts', 'takes a file that is written under another name and then renamed'],
    ['journey/watch/watched-folder.test.ts', 'sees a move between two folders first where the file went'],
  ],
  9: [['journey/watch/settle.test.ts', 'never reports a file that was not seen the same, without a break']],
  10: [
    ['contracts/object-store.contract.ts', 'the key %j is the key that is listed, read and removed'],
    ['contracts/object-store.contract.ts', 'a key under which nothing is: no head, no bytes'],
  ],
  11: [
    ['journey/watch/folder-reachability.test.ts', 'a root that vanishes is not reachable, nothing departs'],
    ['journey/watch/folder-reachability.test.ts', 'an empty mount point is not '],
    ['durability/model.test.ts', 'any sequence of edits, renames, unplugging, kills and outages'],
  ],
  12: [
    ['journey/watch/watched-folder.test.ts', 'scans only, and says so once, where the system gives no more watches'],
    ['journey/watch/bursts.test.ts', 'finds a tree of 10,000 directories'],
  ],
  14: [['journey/watch/watched-folder.test.ts', 'finds everything by the timer when every hint is dropped']],
  15: [
    ['journey/watch/watched-folder.test.ts', 'never enters our own output, and does not follow links'],
    ['journey/watch/ignore-rules.test.ts', 'never enters a folder of our own, wherever it lies'],
  ],
  17: [['journey/upload/send-parts.test.ts', 'memory stays bounded: while four parts are under way, no fifth is read']],
  20: [['journey/resize/sharp-image-resizer.test.ts', 'a picture stored in orientation %i stands upright']],
  21: [
    ['journey/resize/sharp-image-resizer.test.ts', 'nothing of the camera comes through into %s'],
    ['journey/resize/sharp-image-resizer.test.ts', 'half a photo has no renditions'],
  ],
  22: [['journey/resize/sharp-image-resizer.test.ts', 'the frames of an animated %s are kept where they are wanted']],
  24: [['journey/resize/picture-details.test.ts', 'a picture taken %s %s was captured at %s']],
  26: [
    ['durability/bad-input.test.ts', 'leaves no secret in the home, the output or the log'],
    ['secrets/leaks.test.ts', 'settings and device files hold no secret of a profile'],
  ],
  29: [['journey/upload/object-key.test.ts', 'a name in composed and in decomposed letters gives one key']],
  30: [
    ['contracts/object-store.contract.ts', 'the key %j is the key that is listed, read and removed'],
    ['contracts/object-store.contract.ts', 'a key of 1,024 bytes is carried'],
  ],
  32: [
    [
      'contracts/s3-server.contract.ts',
      'a clock that is an hour off is said to be, and the next try is right by itself',
    ],
    ['durability/bad-input.test.ts', 'a clock that is twenty minutes off is found out from the answers'],
  ],
  34: [['contracts/s3-server.contract.ts', 'a body that gets stuck on its way times out and leaves nothing']],
  35: [
    ['journey/cancel-image.test.ts', 'an image ends as cancelled, and nothing of it is under way'],
    ['library/verify/verify-library.test.ts', 'parts that were left behind over a day ago'],
  ],
  36: [['journey/upload/s3-proof.test.ts', 'an ETag that is an MD5 proves or disproves']],
  38: [['journey/intake/accept-file.test.ts', 'a file that takes up no room is elsewhere']],
  40: [
    ['ledger/open-ledger.test.ts', 'is set aside, not thrown away, and a new one is begun'],
    ['cloud/settings.test.ts', 'a damaged file (%s) is set aside whole, said once, and saving goes on'],
  ],
  43: [
    ['shared/journey-state.test.ts', 'nothing leads from refused or cancelled to stored'],
    ['journey/cancel-image.test.ts', 'an image ends as cancelled, and nothing of it is under way'],
  ],
};

function source(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}

test('each row has a test', () => {
  const here = [...source('durability/field.test.ts').matchAll(/'field (\d+): /g)].map(([, row]) => Number(row));
  const covered = new Set([...here, ...Object.keys(elsewhere).map(Number)]);
  expect(rows.filter((row) => !covered.has(row))).toEqual([]);
});

test('each test that is named is there', () => {
  const named = Object.values(elsewhere).flat();
  expect(named.filter(([file, title]) => !source(file).includes(title))).toEqual([]);
});
