/** @file The commands about what is made, allowed, priced and taken away in a person's own cloud: names, options, help; terminal. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { SetUpDeed } from '../../shared/set-up.ts';
import type { ExitCode } from './exit-code.ts';
import type { Surroundings } from './session.ts';

/** Beneath `cloudroll cloud`. */
export function ownCloudCommands(cloud: Command, surroundings: Surroundings, ended: (code: ExitCode) => void): void {
  const eachStep = (value: string, before: readonly string[] = []): string[] => {
    if (SetUpDeed.safeParse(value).success) return [...before, value];
    throw new InvalidArgumentError('There is no such step.');
  };
  const each = (value: string, before: readonly string[] = []): string[] => [...before, value];
  cloud
    .command('setup')
    .argument('[profile]')
    .description('bucket and table, step by step: what is right and what is not; with --yes, make and mend it')
    .option('--yes', 'do it; what others have set stays, and nothing is made weaker', false)
    .option('--only <step>', `only this step; may be repeated: ${SetUpDeed.options.join(', ')}`, eachStep)
    .addOption(new Option('--encryption <kind>', 'of the bucket').choices(['s3', 'kms', 'dsse-kms']).default('s3'))
    .option('--kms-key <arn>', 'the key for kms and dsse-kms; without it, that of AWS')
    .option('--table-kms', 'encrypt the table with KMS as well', false)
    .option('--cold-class <class>', 'move originals to this storage class, such as GLACIER_IR')
    .option('--cold-after <days>', 'after so many days', '30')
    .option('--uploads-from <origin>', 'a web page that may use upload links (https://…); may be repeated', each)
    .option('--tag <name=value>', 'of bucket and table; may be repeated', each)
    .option('--provisioned <read/write>', 'capacity units of the table, instead of paying for each request')
    .option('--no-versioning', 'leave versions as they are')
    .option('--no-recovery', 'leave point-in-time recovery as it is')
    .option('--no-protection', 'leave the protection of the table as it is')
    .option('--json', 'one line of JSON for each step', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./set-up-command.ts')).setUpCommand(surroundings, { ...options, name })),
    );
  cloud
    .command('policy')
    .argument('[profile]')
    .description('the IAM policy with the least rights for exactly this profile, and the lines that apply it')
    .addOption(
      new Option('--variant <variant>', 'how much is allowed')
        .choices(['full', 'read-only', 'upload-only', 'owner'])
        .default('full'),
    )
    .option('--kms-key <arn>', 'the key that bucket or table are encrypted with')
    .option('--network <range>', 'only from there (203.0.113.0/24); may be repeated', each)
    .option('--template', 'the CloudFormation template instead', false)
    .option('--save', 'write it into this folder', false)
    .option('--json', 'one line of JSON', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./policy-command.ts')).policyCommand(surroundings, { ...options, name })),
    );
  cloud
    .command('cost')
    .argument('[profile]')
    .description('what this month costs, about, from our own counters')
    .option('--budget <amount>', 'of a month, in the currency of the prices; "none" takes it away')
    .option('--stop', 'with --budget: rest when it is spent', false)
    .option('--prices <file>', 'JSON with prices of your own for this class of region; "default" takes them away')
    .option('--json', 'one line of JSON', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./cost-command.ts')).costCommand(surroundings, { ...options, name })),
    );
  cloud
    .command('clean')
    .argument('[profile]')
    .description('what this profile has in the cloud; at a terminal, asks whether to take it away for good')
    .option('--empty <words>', 'remove all versions and records: the words are "permanently delete"')
    .option('--delete-bucket <name>', 'and then the bucket of that name; may be repeated', each)
    .option('--delete-table <word>', 'and then the table: the word is "confirm"')
    .option('--json', 'one line of JSON for each step', false)
    .action(async (name: string | undefined, options) =>
      ended(await (await import('./clean-command.ts')).cleanCommand(surroundings, { ...options, name })),
    );
}
