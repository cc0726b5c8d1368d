/** @file The commands about a person's own cloud: names, options, help; loaded when they are called; terminal. */
import type { Command } from 'commander';
import { ownCloudCommands } from './commander-own-cloud.ts';
import type { ExitCode } from './exit-code.ts';
import type { Surroundings } from './session.ts';

export function cloudCommands(program: Command, surroundings: Surroundings, ended: (code: ExitCode) => void): void {
  const cloud = program
    .command('cloud')
    .description(
      'your bucket and table: set them up, look at them, take over what is there, price them, clean them up',
    );
  cloud
    .command('features')
    .argument('[profile]')
    .description('what the store can do, found out by asking it')
    .option('--json', 'one line of JSON', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./place-command.ts')).featuresCommand(surroundings, { ...options, name })),
    );
  cloud
    .command('bucket')
    .argument('[profile]')
    .description('what is weak about the bucket, and what mends it')
    .option('--json', 'one line of JSON', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./adopt-command.ts')).bucketCommand(surroundings, { ...options, name })),
    );
  cloud
    .command('table')
    .argument('[profile]')
    .description('the table as it is, and how records fit into it')
    .option('--json', 'one line of JSON', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./adopt-command.ts')).tableCommand(surroundings, { ...options, name })),
    );
  cloud
    .command('adopt')
    .argument('[profile]')
    .description('use the table as it is, whatever made it')
    .option('--json', 'one line of JSON', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./adopt-command.ts')).adoptCommand(surroundings, { ...options, name })),
    );
  cloud
    .command('import')
    .argument('[profile]')
    .description('take images that other programs stored into the history; without --yes, only tell what there is')
    .option('--yes', 'do it: each is read once, nothing in the cloud is changed', false)
    .option('--json', 'one line of JSON', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./adopt-command.ts')).importCommand(surroundings, { ...options, name })),
    );
  ownCloudCommands(cloud, surroundings, ended);
}
