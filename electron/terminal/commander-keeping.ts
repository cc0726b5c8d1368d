/** @file The part of the command line that takes images away or brings them back: names, options, help; terminal. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { RestoreLayout } from '../../shared/restoring.ts';
import type { ExitCode } from './exit-code.ts';
import type { Surroundings } from './session.ts';

// Each command's work is loaded when it is called.

export function keepingCommands(program: Command, surroundings: Surroundings, ended: (code: ExitCode) => void): void {
  const rm = () => import('./rm-command.ts');
  const names = 'paths, or the beginnings of image names';

  program
    .command('rm')
    .argument('<image...>', names)
    .description('delete from the cloud, ten seconds from now; your files stay where they are')
    .option('--versions', 'earlier versions in the bucket too: nothing is left to put back', false)
    .option('--confirm <count>', 'for many at once: just so many are meant', count)
    .option('--profile <name>', 'from this profile only')
    .option('--json', 'one line of JSON at the end, and nothing else', false)
    .addHelpText('after', 'Ctrl+C within the ten seconds keeps them.')
    .action(async (images: string[], options) => ended(await (await rm()).rmCommand(surroundings, images, options)));

  program
    .command('deleted')
    .description('what was deleted, newest first, and whether it can come back')
    .option('--profile <name>', 'which profile')
    .option('--limit <count>', 'how many', count, 50)
    .option('--json', 'one line of JSON an image', false)
    .action(async (options) => ended(await (await rm()).deletedCommand(surroundings, options)));

  program
    .command('undelete')
    .argument('<image...>', names)
    .description('put back what was deleted, from the versions that the bucket keeps')
    .option('--profile <name>', 'into this profile only')
    .option('--json', 'one line of JSON', false)
    .action(async (images: string[], options) =>
      ended(await (await rm()).undeleteCommand(surroundings, images, options)),
    );

  program
    .command('get')
    .argument('<folder>', 'where to; nothing there is overwritten')
    .argument('[image...]', names)
    .description('fetch images back from the cloud, each proven by its hash')
    .option('--all', 'all that are stored', false)
    .option('--rendition <name>', 'original, thumb, preview, …', 'original')
    .addOption(
      new Option('--layout <layout>', 'a folder for each day, as they lay, or all in one')
        .choices(RestoreLayout.options)
        .default('day'),
    )
    .option('--profile <name>', 'of this profile only')
    .option('--json', 'one line of JSON at the end, and nothing else', false)
    .action(async (folder: string, images: string[], options) =>
      ended(await (await import('./get-command.ts')).getCommand(surroundings, folder, images, options)),
    );

  program
    .command('free')
    .description('free space on this computer: what the cloud is proven to hold goes to the trash')
    .option('--confirm <count>', 'do it, with just so many files as the preview told', count)
    .option('--keep-days <days>', 'what was taken or stored within them stays', days, 30)
    .option('--favourites', 'favourites may go too', false)
    .option('--folder <path>', 'only files of this folder')
    .option('--list', 'what went', false)
    .option('--profile <name>', 'which profile')
    .option('--json', 'as JSON', false)
    .action(async (options) => ended(await (await import('./free-command.ts')).freeCommand(surroundings, options)));
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It takes a whole number from 1.');
  return value;
}

function days(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It takes a number of days, 0 or more.');
  return value;
}
