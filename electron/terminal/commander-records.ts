/** @file The part of the command line about what is known of images: find, describe, export, log; names, options, help; terminal. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { HistorySort } from '../../shared/history.ts';
import { ExportFormat } from '../../shared/library-find.ts';
import type { ExitCode } from './exit-code.ts';
import type { Surroundings } from './session.ts';

// Each command's work is loaded when it is called.

export function recordsCommands(program: Command, surroundings: Surroundings, ended: (code: ExitCode) => void): void {
  const list = () => import('./list-command.ts');
  const describe = () => import('./describe-command.ts');
  const exporting = () => import('./export-command.ts');

  const chosen = (command: Command): Command =>
    command
      .option('--tag <tag...>', 'that bear all of these', [])
      .option('--any-tag', 'one of the tags is enough', false)
      .option('--favourite', 'favourites only', false)
      .option('--device <name>', 'stored by this computer')
      .option('--taken-from <day>', 'such as 2026-01-31')
      .option('--taken-to <day>', 'that day included')
      .option('--profile <name>', 'only this profile');
  const filtered = (command: Command): Command =>
    chosen(command)
      .addOption(new Option('--sort <order>', 'what comes first').choices(HistorySort.options).default('recent'))
      .option('--limit <count>', 'how many', count, 50)
      .option('--json', 'one line of JSON an image', false);

  filtered(program.command('ls'))
    .description('what the library has, newest first')
    .action(async (options) => ended(await (await list()).listCommand(surroundings, options)));

  filtered(program.command('find'))
    .argument('<what...>', 'words, or files: is this already in my cloud?')
    .description('look for words in names, folders, cameras, titles, tags; or for files by their content')
    .addHelpText('after', 'With files, the exit code is 1 when one of them is not stored.')
    .action(async (what: string[], options) => ended(await (await list()).findCommand(surroundings, what, options)));

  program
    .command('show')
    .argument('<image>', 'a path, or the beginning of an image name')
    .description('everything that is known of an image')
    .option('--json', 'one line of JSON', false)
    .action(async (name: string, options) =>
      ended(await (await import('./show-command.ts')).showCommand(surroundings, name, options)),
    );

  program
    .command('tag')
    .argument('<image...>', 'paths, or the beginnings of image names')
    .description('add tags and take them away')
    .option('--add <tag...>', 'bear these from now on', [])
    .option('--remove <tag...>', 'bear these no more', [])
    .option('--json', 'one line of JSON', false)
    .action(async (names: string[], options) =>
      ended(await (await describe()).describeCommand(surroundings, names, { ...options, field: [] })),
    );

  program
    .command('tags')
    .argument('[beginning]', 'only those that begin so', '')
    .description('the tags there are, most used first')
    .option('--json', 'one line of JSON a tag', false)
    .action(async (beginning: string, options) =>
      ended(await (await describe()).tagsCommand(surroundings, beginning, options)),
    );

  program
    .command('describe')
    .argument('<image...>', 'paths, or the beginnings of image names')
    .description('set title, description, favourite and fields of your own')
    .option('--title <text>')
    .option('--description <text>')
    .option('--favourite', 'make it a favourite')
    .option('--no-favourite', 'a favourite no more')
    .option('--location', 'have record and window tell it again')
    .option('--no-location', 'take it out of the record; the stored original stays as it is')
    .option('--field <name=value...>', 'an empty value takes it away', [])
    .option('--json', 'one line of JSON', false)
    .action(async (names: string[], { favourite, location, ...options }, command: Command) => {
      // With both forms of the switch, its default would look like an order.
      const isAsked = (name: string) => command.getOptionValueSource(name) === 'cli';
      const asked = { ...(isAsked('favourite') ? { favourite } : {}), ...(isAsked('location') ? { location } : {}) };
      ended(
        await (await describe()).describeCommand(surroundings, names, { ...options, ...asked, add: [], remove: [] }),
      );
    });

  program
    .command('undo')
    .argument('<name>', 'as tag, describe or import told it')
    .description('take back what was described; what was set since stays')
    .option('--json', 'one line of JSON', false)
    .action(async (name: string, options) => ended(await (await describe()).undoCommand(surroundings, name, options)));

  const format = () => new Option('--format <format>', 'jsonl or csv').choices(ExportFormat.options);
  chosen(program.command('export'))
    .description('the records of the library, or of what is chosen, as find does')
    .addOption(format().default('jsonl'))
    .option('--text <words>', 'only what has these words somewhere', '')
    .option('--out <file>', 'a new file; without it, standard output')
    .action(async (options) => ended(await (await exporting()).exportCommand(surroundings, options)));

  program
    .command('import')
    .argument('<file>')
    .description('titles, descriptions, tags, favourites and fields out of an exported file')
    .addOption(format())
    .option('--try', 'only say what would change', false)
    .option('--json', 'one line of JSON', false)
    .action(async (file: string, options) =>
      ended(await (await exporting()).importCommand(surroundings, file, options)),
    );

  program
    .command('log')
    .argument('[text]', 'only what has it somewhere')
    .description('which computer did what when, newest first')
    .option('--kind <kind...>', 'stored, failed, described, deleted, …', [])
    .option('--device <name>', 'only what this computer did')
    .option('--limit <count>', 'how many', count, 50)
    .option('--health', 'counters and percentiles of the last hour and day, as JSON', false)
    .option('--json', 'one line of JSON each', false)
    .action(async (text: string | undefined, options) =>
      ended(await (await exporting()).logCommand(surroundings, { ...options, text })),
    );
  healthCommands(program, surroundings, ended);
}

function healthCommands(program: Command, surroundings: Surroundings, ended: (code: ExitCode) => void): void {
  const health = () => import('./health-command.ts');
  program
    .command('alert')
    .argument('[percent]', 'say so when more fails than this; "none": never; without it, what holds')
    .description('when a failure rate is said aloud')
    .option('--at-least <count>', 'fewer images in an hour alert nobody', count)
    .option('--json', 'one line of JSON', false)
    .action(async (percent: string | undefined, options) =>
      ended(await (await health()).alertCommand(surroundings, percent, options)),
    );
  program
    .command('publish')
    .argument('[profile]')
    .description('counters in CloudWatch, in your own account: off until you put it on')
    .option('--on', 'publish from now on', false)
    .option('--off', 'no more', false)
    .option('--json', 'one line of JSON', false)
    .action(async (profile: string | undefined, options) =>
      ended(await (await health()).publishCommand(surroundings, profile, options)),
    );
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It takes a whole number from 1.');
  return value;
}
