/** @file The commands about profiles, their folders and their cloud: names, options, help; loaded when they are called; terminal. */
import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { Surroundings } from './session.ts';

type Ended = (code: ExitCode) => void;

const json = ['--json', 'as JSON', false] as const;

export function profileCommands(program: Command, surroundings: Surroundings, ended: Ended): void {
  const profile = program.command('profile').description('where images go, and with which keys');
  profile
    .command('add')
    .description('ask for a profile and keep its key in the keychain')
    .action(async () => ended(await (await import('./profile-command.ts')).addProfile(surroundings)));
  profile
    .command('list')
    .description('the profiles there are')
    .option('--json', 'one line of JSON a profile', false)
    .action(async (options) => ended(await (await import('./profile-command.ts')).listProfiles(surroundings, options)));
  profile
    .command('test')
    .argument('[name]')
    .description('try every permission that carrying needs')
    .option('--json', 'one line of JSON', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./profile-command.ts')).testProfile(surroundings, { ...options, name })),
    );
  profile
    .command('who')
    .argument('[name]')
    .description('whose key opens it, and how old it is')
    .option(...json)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./keys-command.ts')).whoCommand(surroundings, { ...options, name })),
    );
  profile
    .command('detect')
    .description('the AWS profiles and keys that this computer has')
    .option(...json)
    .action(async (options) => ended(await (await import('./keys-command.ts')).detectCommand(surroundings, options)));
  profile
    .command('rotate')
    .argument('[name]')
    .description('put a new key in the place of the old one, if it works')
    .option(...json)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./keys-command.ts')).rotateCommand(surroundings, { ...options, name })),
    );
  profile
    .command('import')
    .argument('<file>', 'the .env file of another program')
    .description('make a profile of it, its key in the keychain')
    .option('--name <name>', 'of the profile', 'imported')
    .option('--user <id>', 'user id in the table')
    .option('--bucket <name>', 'where the file names none')
    .option('--region <name>', 'where the file names none')
    .option('--remove-keys', 'take the key out of the file then', false)
    .option(...json)
    .action(async (file: string, { user, ...options }) =>
      ended(
        await (await import('./keys-command.ts')).importEnvCommand(surroundings, { ...options, file, userId: user }),
      ),
    );
  profile
    .command('default')
    .argument('<name>')
    .description('take it where no profile is named')
    .option(...json)
    .action(async (name: string, options) =>
      ended(await (await import('./place-command.ts')).defaultCommand(surroundings, { ...options, name })),
    );
  profile
    .command('remove')
    .argument('<name>')
    .description('forget it and its key; what it stored stays in the cloud')
    .option(...json)
    .action(async (name: string, options) =>
      ended(await (await import('./place-command.ts')).removeCommand(surroundings, { ...options, name })),
    );
  profile
    .command('region')
    .argument('[name]')
    .description('find out where the bucket is, and switch to it')
    .option('--yes', 'without asking', false)
    .option(...json)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./place-command.ts')).regionCommand(surroundings, { ...options, name })),
    );
}

export function folderCommands(program: Command, surroundings: Surroundings, ended: Ended): void {
  const folder = program.command('folder').description('which folder goes where');
  folder
    .command('list')
    .description('the folders there are')
    .option('--json', 'one line of JSON a folder', false)
    .action(async (options) =>
      ended(await (await import('./folder-command.ts')).listFoldersCommand(surroundings, options)),
    );
  folder
    .command('move')
    .argument('<folder>')
    .argument('<profile>')
    .description('carry its images to another profile from now on; without --yes, only tell what that means')
    .option('--yes', 'do it', false)
    .option(...json)
    .action(async (path: string, profile: string, options) =>
      ended(
        await (await import('./folder-command.ts')).moveFolderCommand(surroundings, {
          ...options,
          folder: path,
          profile,
        }),
      ),
    );
}
