/** @file The part of the command line that lets others see an image, or bring one: names, options, help; terminal. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { RequestLife } from '../../shared/photo-request.ts';
import type { ExitCode } from './exit-code.ts';
import type { Surroundings } from './session.ts';

// Each command's work is loaded when it is called.

export function sharingCommands(program: Command, surroundings: Surroundings, ended: (code: ExitCode) => void): void {
  const link = () => import('./link-command.ts');
  const request = () => import('./request-command.ts');

  program
    .command('link')
    .argument('<image>', 'a path, or the beginning of an image name')
    .description('an address that shows a stored image, without its location unless the profile says otherwise')
    .addOption(new Option('--for <life>', 'how long').choices(['hour', 'day', 'week', 'public']).default('week'))
    .option('--rendition <name>', 'original, thumb, preview, …', 'original')
    .option('--download <name>', 'saved under this name, instead of shown')
    .option('--as <format>', 'url, markdown, html, bbcode, or a template of yours', 'url')
    .option('--profile <name>', 'of which profile')
    .option('--json', 'one line of JSON', false)
    .action(async (name: string, options) => ended(await (await link()).linkCommand(surroundings, name, options)));

  program
    .command('request')
    .argument('<label>', 'for whom or what; becomes the name of the file')
    .description('an address that takes one photo from somebody without keys')
    .option('--for <length>', 'such as 5m, 2h, 7d', requestLife, 86_400)
    .option('--type <type>', 'the only one that it takes', 'image/jpeg')
    .option('--size <bytes>', 'exactly so many: the store refuses any other', bytesOf)
    .option('--most <bytes>', 'at most so many: more is refused when it is taken in', bytesOf, 100 * 1024 * 1024)
    .option('--page <file>', 'write a page there that the sender opens in a browser')
    .option('--profile <name>', 'where it goes')
    .option('--json', 'one line of JSON', false)
    .action(async (label: string, options) =>
      ended(await (await request()).requestCommand(surroundings, label, options)),
    );

  const incoming = program
    .command('incoming')
    .description('what was asked for, and what came')
    .option('--profile <name>', 'which profile')
    .option('--json', 'one line of JSON each', false)
    .action(async (options) => ended(await (await request()).incomingCommand(surroundings, options)));
  incoming
    .command('take')
    .argument('[key]', 'one of them; without it, all that arrived')
    .description('take in what arrived, or say why not')
    .option('--patience <seconds>', 'how long to wait for what passes by itself', (text) => Number(text), 30)
    .action(async (key: string | undefined, options, command: Command) =>
      ended(await (await request()).takeCommand(surroundings, key, { ...command.optsWithGlobals(), ...options })),
    );
  incoming
    .command('discard')
    .argument('<key>')
    .description('remove what arrived without taking it')
    .action(async (key: string, _options, command: Command) =>
      ended(await (await request()).discardCommand(surroundings, key, command.optsWithGlobals())),
    );
}

const units: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };

/** Seconds. */
function requestLife(text: string): number {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)([mhd])$/.exec(text) ?? [];
  const parsed = RequestLife.safeParse(Math.round(Number(count) * (units[unit] ?? 0)));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('It is like 5m, 2h or 7d: five minutes to seven days.');
}

function bytesOf(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It takes a whole number of bytes.');
  return value;
}
