/** @file `cloudroll cloud policy`: the least rights of a profile as documents, shown or saved, with the lines that apply them; terminal. */
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { PolicyRequest } from '../../shared/policy.ts';
import { badSettings, homeFailure } from '../cloud/home.ts';
import { Failed } from '../foundation/failed.ts';
import { readLedger } from '../ledger/open-ledger.ts';
import { isPublished } from '../library/log/publishing.ts';
import { ownAccount } from '../library/own-cloud/own-account.ts';
import { policyDocuments } from '../library/own-cloud/policy-documents.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { chooseProfile, keyPartsOf, openHome, type Surroundings } from './session.ts';

export type PolicyAsked = {
  readonly name?: string | undefined;
  readonly variant: string;
  readonly kmsKey?: string;
  readonly network?: readonly string[];
  readonly template: boolean;
  readonly save: boolean;
  readonly json: boolean;
};

/** Only the document goes to standard output, so that it can be piped; the lines that apply it go beside. */
export async function policyCommand(surroundings: Surroundings, asked: PolicyAsked): Promise<ExitCode> {
  const { print, complain, interrupted, workingFolder } = surroundings;
  const request = PolicyRequest.safeParse({
    variant: asked.variant,
    kmsKey: asked.kmsKey,
    networks: asked.network ?? [],
  });
  if (!request.success) {
    throw new Failed({ ...badSettings('the policy'), detail: request.error.issues[0]?.path.join('.') });
  }
  const home = await openHome(surroundings);
  const profile = chooseProfile(home, asked.name);
  const ledger = readLedger(home.folder);
  const metrics = ledger !== null && isPublished(ledger, profile.name);
  ledger?.close();
  const account = await ownAccount(profile, keyPartsOf(surroundings), interrupted);
  const documents = policyDocuments(profile, { ...request.data, metrics }, account);
  if (asked.json) {
    print(JSON.stringify(documents));
    return exitCode.done;
  }
  const { template, templateFile, templateCommands, policy, file, commands } = documents;
  const [text, name, lines] = asked.template ? [template, templateFile, templateCommands] : [policy, file, commands];
  if (asked.save) {
    const path = join(workingFolder, name);
    await writeFileAtomic(path, text).catch((error: unknown) => {
      throw homeFailure(error, path);
    });
    print(path);
  } else print(text.trimEnd());
  for (const line of lines) complain(line);
  if (documents.needsAccount && !asked.template) complain('Put the number of your account in the place of ACCOUNT_ID.');
  return exitCode.done;
}
