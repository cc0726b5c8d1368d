/** @file The command line itself: names, options, help; each command's work is in its own file; terminal. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { Limits } from '../../shared/limits.ts';
import { Failed } from '../foundation/failed.ts';
import { cloudCommands } from './commander-cloud.ts';
import { keepingCommands } from './commander-keeping.ts';
import { folderCommands, profileCommands } from './commander-profile.ts';
import { recordsCommands } from './commander-records.ts';
import { sharingCommands } from './commander-sharing.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { Surroundings } from './session.ts';
import { failureWords } from './words.ts';

// Each command is loaded when it is called: a sync of a few photos waits for no other.

const exitCodes = `
Exit codes: 0 all is in the cloud but for what was refused with a reason; 1 some files could not be carried, or
check found this computer wanting; 2 wrong use; 3 the profile cannot be used (keys, bucket, table, endpoint, settings); 4 another Cloudroll has the
ledger; 130 interrupted. What was interrupted goes on at the next start.

Environment: CLOUDROLL_HOME, CLOUDROLL_BUCKET, CLOUDROLL_RENDITIONS_BUCKET, CLOUDROLL_TABLE, CLOUDROLL_USER_ID,
CLOUDROLL_S3_ENDPOINT, CLOUDROLL_DYNAMODB_ENDPOINT, CLOUDROLL_BANDWIDTH, CLOUDROLL_LANES, and AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.`;

/** `argv` as in process.argv. Never throws for what can be expected: it is said on standard error. */
export async function runCommand(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = commands(surroundings, (of) => {
    code = of;
  });
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.wrongUse;
    if (!(error instanceof Failed)) throw error;
    surroundings.complain(failureWords(error.failure));
    return error.failure.code === 'ledger-in-use' ? exitCode.inUse : exitCode.profileUnusable;
  }
}

function commands(surroundings: Surroundings, ended: (code: ExitCode) => void): Command {
  const { print, complain } = surroundings;
  const program = new Command('cloudroll')
    .description('Carries images from your computer into your own cloud.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: (text) => complain(text.trimEnd()) })
    .showHelpAfterError('(cloudroll --help says how it is used)')
    .addHelpText('after', exitCodes);

  const carrying = (command: Command): Command =>
    command
      .option('--json', 'one line of JSON at the end, and nothing else', false)
      .option('--profile <name>', 'where the images go')
      .option('--settle <seconds>', 'how long a file must have rested', seconds, 2)
      .option('--patience <seconds>', 'how long to wait for what passes by itself', seconds, 30)
      .option('--include <glob...>', 'only files that match', [])
      .option('--exclude <glob...>', 'no files that match', [])
      .option('--bandwidth <rate>', 'bytes a second: 512k, 2M, off, or 08:00,512k 19:00,off', bandwidth)
      .option('--lanes <count>', 'images on their way at once, 1 to 32', lanes);

  carrying(program.command('sync'))
    .argument('<folder...>', 'folders to carry, and then to watch')
    .description('carry what is in the folders, then go on watching them')
    .option('--once', 'end when all is carried', false)
    .action(async (folders: string[], options) =>
      ended(await (await import('./sync-command.ts')).syncCommand(surroundings, { ...options, folders })),
    );

  carrying(program.command('watch'))
    .description('carry and watch every folder that was ever synced without --once')
    .action(async (options) =>
      ended(
        await (await import('./sync-command.ts')).syncCommand(surroundings, { ...options, folders: [], once: false }),
      ),
    );

  program
    .command('pause')
    .description('begin nothing more; what is being sent goes on to its end')
    .addOption(new Option('--for <length>', 'such as 30m, 1h, 2h').argParser(minutes).conflicts('until'))
    .addOption(new Option('--until <day>', 'six in the morning').choices(['tomorrow']))
    .action(async (options) => ended(await (await import('./queue-command.ts')).pauseCommand(surroundings, options)));

  program
    .command('resume')
    .description('end the pause')
    .action(async () => ended(await (await import('./queue-command.ts')).resumeCommand(surroundings)));

  program
    .command('try')
    .argument('[image]', 'a path, or the beginning of an image name; without one, everything')
    .description('try now what waits, is blocked or has failed; carry again what was cancelled')
    .option('--all', 'everything, as without a name', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./queue-command.ts')).tryCommand(surroundings, options.all ? undefined : name)),
    );

  program
    .command('cancel')
    .argument('<image>', 'a path, or the beginning of an image name')
    .description('do not carry this image')
    .action(async (name: string) =>
      ended(await (await import('./queue-command.ts')).cancelCommand(surroundings, name)),
    );

  program
    .command('status')
    .description('how things stand')
    .option('--json', 'as one line of JSON', false)
    .action(async (options) => ended(await (await import('./status-command.ts')).statusCommand(surroundings, options)));

  program
    .command('history')
    .description('what is stored, newest first')
    .option('--json', 'one line of JSON an image', false)
    .option('--profile <name>', 'only this profile')
    .option('--limit <count>', 'how many', count, 50)
    .action(async (options) =>
      ended(await (await import('./history-command.ts')).historyCommand(surroundings, options)),
    );

  program
    .command('verify')
    .description('prove that the cloud has what it should')
    .option('--repair', 'put right what can be; nothing is ever deleted', false)
    .option('--deep', 'read every object back and hash it', false)
    .option('--fresh', 'begin anew, even where an earlier one was interrupted', false)
    .option('--profile <name>', 'which profile')
    .option('--patience <seconds>', 'how long to wait for what passes by itself', seconds, 30)
    .option('--json', 'one line of JSON at the end, and nothing else', false)
    .action(async (options) => ended(await (await import('./verify-command.ts')).verifyCommand(surroundings, options)));

  program
    .command('check')
    .description('look at everything that carrying stands on: keychain, keys, permissions, clock, disk, ledger, images')
    .option('--json', 'as one line of JSON', false)
    .action(async (options) => ended(await (await import('./check-command.ts')).checkCommand(surroundings, options)));

  profileCommands(program, surroundings, ended);
  folderCommands(program, surroundings, ended);
  cloudCommands(program, surroundings, ended);
  sharingCommands(program, surroundings, ended);
  recordsCommands(program, surroundings, ended);
  keepingCommands(program, surroundings, ended);

  program
    .command('serve')
    .description('carry and watch, with the window in a browser of this computer')
    .option('--port <number>', 'where it listens on 127.0.0.1', portNumber, 0)
    .option('--open', 'open the browser', false)
    .action(async (options) => ended(await (await import('./serve-command.ts')).serveCommand(surroundings, options)));

  program
    .command('demo')
    .description('see it happen: sample images, a cloud on this computer, nothing left behind')
    .option('--keep <folder>', 'keep the images, the cloud and the ledger there')
    .action(async (options) => ended(await (await import('./demo-command.ts')).demoCommand(surroundings, options)));

  return program;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('It takes a number of seconds, 0 or more.');
  return value;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It takes a whole number from 1.');
  return value;
}

function bandwidth(text: string): string {
  const parsed = Limits.shape.bandwidth.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('It is like 512k, or 08:00,512k 19:00,off; at least 32k.');
}

function lanes(text: string): number {
  const parsed = Limits.shape.lanes.safeParse(Number(text));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('It takes a whole number from 1 to 32.');
}

function minutes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(m|h)$/.exec(text);
  const value = Number(match?.[1]) * (match?.[2] === 'h' ? 60 : 1);
  if (!(value > 0 && value <= 366 * 24 * 60)) throw new InvalidArgumentError('It is like 30m or 2h.');
  return value;
}

function portNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('It takes a port, 0 to 65535.');
  return value;
}
