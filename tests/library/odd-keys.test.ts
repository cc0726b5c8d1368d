/** @file Keys that break addresses elsewhere: each is shared, fetched back, asked for and deleted as what it is. */
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../electron/foundation/clock.ts';
import { silentLog } from '../../electron/foundation/log.ts';
import { beginDeletion } from '../../electron/library/delete/begin-deletion.ts';
import { runDeletions } from '../../electron/library/delete/run-deletions.ts';
import { restoreImage } from '../../electron/library/restore/restore-image.ts';
import { encodedKey } from '../../electron/library/share/public-address.ts';
import { undoFor } from '../../shared/deletion.ts';
import { fullExif, photo } from '../fixtures/images.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { localServer, onS3Servers } from './share/on-s3-servers.ts';
import { forever, opened, shareWorld } from './share/share-world.ts';

/** Bytes of a key besides its folder: `/`, the hash, the ending. */
const besides = 1 + 64 + 4;
const names = ['é'.repeat(127), '+'.repeat(255), 'a b'.repeat(85)];
const longest = [...names, 'x'.repeat(1024 - besides - Buffer.byteLength(names.join('/')) - 1)].join('/');

const folders: readonly (readonly [what: string, folder: string])[] = [
  ['spaces', 'a  b /c d'],
  ['+ and %', 'a+b%41%2F%'],
  ['quotes', `"a" 'b' \`c\``],
  ['unicode', 'Größe 写真 😀 e\u0301'],
  ['leading dots', '.hidden/..twice/...'],
  ['what ends an address or means something in one', '?a=b&c;d#e:f@g[h]{i}|j^k~l!m*n(o)$p,q=r<s>\\'],
  ['1,024 bytes', longest],
];

const ofThisComputer = localServer();

onS3Servers(ofThisComputer, (server) => {
  test.each(folders)('a key with %s', async (what, folder) => {
    const profile = {
      originalKey: '{folder}/{hash}.{ext}',
      renditionKey: 'small/{folder}/{hash8}-{rendition}.{ext}',
    };
    const [plain, placed] = await Promise.all([
      photo({ width: 32, height: 24 }),
      photo({ width: 32, height: 24, exif: fullExif }),
    ]);
    const files = { [`${folder}/plain.jpg`]: plain, [`${folder}/placed.jpg`]: placed };
    const world = await shareWorld(server(), { files, profile: { ...profile, publicAddress: 'https://h' } });
    const { ledger, parts, profile: its, objects, records } = world;
    const key = ledger.objects.ofImage('p', world.idOf(plain))[0]?.key ?? '';
    if (what === '1,024 bytes') expect(Buffer.byteLength(key)).toBe(1024);
    else expect(key.startsWith(folder.normalize('NFC').replaceAll('\\', '-').slice(0, 4))).toBe(true);

    const link = await world.link(plain);
    expect((await opened(link.url)).bytes.equals(plain)).toBe(true);
    const copied = await world.link(placed);
    expect([copied.withoutLocation, (await opened(copied.url)).status]).toEqual([true, 200]);
    const shown = (await world.link(plain, { life: 'public' })).url;
    expect(decodeURIComponent(new URL(shown).pathname)).toBe(`/${key}`);
    expect(shown).toBe(`https://h/${encodedKey(key)}`);

    const cloud = async () => ({ profile: its, objects, records });
    const restoring = { ledger, reached: parts().reached, cloud, onBytes: () => undefined };
    const destination = temporaryFolder();
    const image = {
      profile: 'p',
      imageId: world.idOf(plain),
      rendition: 'original',
      layout: 'flat' as const,
      destination,
    };
    const { path } = await restoreImage(restoring, image, forever);
    expect(readFileSync(path).equals(plain)).toBe(true);

    const images = [plain, placed].map((bytes) => ({ profile: 'p', imageId: world.idOf(bytes) }));
    await beginDeletion(world.journey, { of: { images }, versions: false, confirmed: 2 });
    // Whoever deletes lives ten seconds later.
    const clock = { ...systemClock, now: () => systemClock.now() + undoFor };
    const deletions = runDeletions({ ...world.journey, cloud, clock, log: silentLog, onNews: () => undefined });
    onTestFinished(deletions.close);
    deletions.nudge();
    await deletions.idle();
    expect(await world.keys()).toEqual([]);
    await expect(world.link(plain)).rejects.toThrow('nothing to link');
  });
});
