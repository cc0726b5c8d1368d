/** @file `cloudroll show`: everything that is known of one image, and what its owner says of it; terminal. */
import type { DescriptionEdit, DescriptionInFull } from '../../shared/description.ts';
import type { ImageInFull } from '../../shared/history.ts';
import { descriptionInFull } from '../library/describe/describe-images.ts';
import { imageInFull } from '../library/image-in-full.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { bytes } from './measures.ts';
import { withRecords } from './records-session.ts';
import type { Surroundings } from './session.ts';
import { failureWords } from './words.ts';

export function showCommand(
  surroundings: Surroundings,
  name: string,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  const { print, complain } = surroundings;
  return withRecords(surroundings, async (session) => {
    const { ledger, home, device, find } = session;
    let shown = 0;
    for (const key of await find(name)) {
      const image = imageInFull(ledger, key, home.profiles.find((profile) => profile.name === key.profile) ?? null);
      const said = descriptionInFull({ ledger }, key, device);
      if (image === null || said === null) continue;
      if (json) print(JSON.stringify({ ...image, ...said }));
      else for (const line of lines(image, said)) print(line);
      shown += 1;
    }
    if (shown === 0) complain(`${name} is no image that is known here.`);
    return shown === 0 ? exitCode.wrongUse : exitCode.done;
  });
}

function lines(image: ImageInFull, said: DescriptionInFull): string[] {
  const rows: [string, string][] = [
    ['Image', image.imageId],
    ['Name', image.fileName],
    ['Profile', image.profile],
    ['State', image.failure === null ? image.state : `${image.state}: ${failureWords(image.failure)}`],
    ['Title', said.title],
    ['Description', said.description],
    ['Tags', said.tags.join(', ')],
    ['Favourite', said.favourite ? 'yes' : ''],
    ...Object.entries(said.fields),
    ['Size', `${bytes(image.size)}${image.width === null ? '' : `, ${image.width} × ${image.height}`}`],
    ['Taken', image.capturedAt ?? ''],
    ['Camera', image.camera ?? ''],
    [
      'Location',
      image.details.gps === undefined ? '' : `${image.details.gps.latitude}, ${image.details.gps.longitude}`,
    ],
    ['Stored', image.storedAt === null ? '' : new Date(image.storedAt).toISOString()],
    ['By', said.device ?? ''],
    ...image.objects.map(({ rendition, bucket, key }): [string, string] => [rendition, `${bucket}/${key}`]),
    ...image.files.map(({ path }): [string, string] => ['File', path]),
    ...said.edits.map((edit): [string, string] => ['Edit', editLine(edit)]),
  ];
  const filled = rows.filter(([, value]) => value !== '');
  const width = Math.max(...filled.map(([label]) => label.length));
  return filled.map(([label, value]) => `${label.padEnd(width)}  ${value}`);
}

function editLine({ at, by, set, state }: DescriptionEdit): string {
  const what = Object.entries(set).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return `${new Date(at).toISOString()} ${by}: ${what.join(', ')}${state === 'stands' ? '' : ` (${state})`}`;
}
