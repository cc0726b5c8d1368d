/** @file `cloudroll tag`, `describe`, `undo` and `tags`: what a person says of images, here at once and in the cloud soon; terminal. */
import { DescriptionChange } from '../../shared/description.ts';
import type { ImageKey } from '../../shared/queue.ts';
import { type Described, describeImages, undoDescribing } from '../library/describe/describe-images.ts';
import { tagsBeginning } from '../library/describe/tags-beginning.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { plural } from './measures.ts';
import { type RecordsSession, sendNow, withRecords } from './records-session.ts';
import type { Surroundings } from './session.ts';

export type DescribeOptions = {
  readonly json: boolean;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly favourite?: boolean | undefined;
  readonly location?: boolean | undefined;
  /** `name=value`; an empty value takes the field away. */
  readonly field: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
};

export function describeCommand(
  surroundings: Surroundings,
  names: readonly string[],
  options: DescribeOptions,
): Promise<ExitCode> {
  const { complain } = surroundings;
  const fields = options.field.map((one): [string, string] => {
    const equals = one.indexOf('=');
    return equals < 0 ? [one, ''] : [one.slice(0, equals), one.slice(equals + 1)];
  });
  const change = DescriptionChange.safeParse({
    ...(options.title === undefined ? {} : { title: options.title }),
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.favourite === undefined ? {} : { favourite: options.favourite }),
    ...(options.location === undefined ? {} : { location: options.location }),
    ...(fields.length === 0 ? {} : { fields: Object.fromEntries(fields) }),
    ...(options.add.length === 0 ? {} : { addTags: [...options.add] }),
    ...(options.remove.length === 0 ? {} : { removeTags: [...options.remove] }),
  });
  if (!change.success) {
    complain(
      `That cannot be set: ${change.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    );
    return Promise.resolve(exitCode.wrongUse);
  }
  return withRecords(surroundings, async (session) => {
    const keys: ImageKey[] = [];
    for (const name of names) {
      const found = await session.find(name);
      if (found.length === 0) {
        complain(`${name} is no image that is known here.`);
        return exitCode.wrongUse;
      }
      keys.push(...found);
    }
    return tell(surroundings, session, await describeImages(session.describing, keys, change.data), options.json);
  });
}

export function undoCommand(
  surroundings: Surroundings,
  undo: string,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  return withRecords(surroundings, async (session) =>
    tell(surroundings, session, await undoDescribing(session.describing, undo), json),
  );
}

export function tagsCommand(
  surroundings: Surroundings,
  beginning: string,
  { json }: { readonly json: boolean },
): Promise<ExitCode> {
  return withRecords(surroundings, async ({ ledger }) => {
    const tags = tagsBeginning(ledger, { beginning, limit: 1000 });
    for (const one of tags)
      surroundings.print(json ? JSON.stringify(one) : `${one.tag}  ${plural(one.images, 'image')}`);
    if (tags.length === 0 && !json) surroundings.print('No such tags yet: cloudroll tag <image> --add <tag>');
    return exitCode.done;
  });
}

async function tell(
  surroundings: Surroundings,
  session: RecordsSession,
  described: Described,
  json: boolean,
): Promise<ExitCode> {
  if (described.undo !== null) await sendNow(surroundings, session);
  if (json) surroundings.print(JSON.stringify(described));
  else if (described.undo === null) surroundings.print('Nothing had to change.');
  else surroundings.print(`${plural(described.images, 'image')} changed. Undo: cloudroll undo ${described.undo}`);
  return exitCode.done;
}
