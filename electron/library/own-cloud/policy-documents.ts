/** @file A profile's rights as documents to be saved or copied: IAM policy, CLI lines, CloudFormation template; pure. */
import type { PolicyDocuments, PolicyRequest } from '../../../shared/policy.ts';
import type { Profile } from '../../../shared/profile.ts';
import { partitionOf, statementsFor, unknownAccount } from './rights.ts';
import { stackTemplate } from './stack-template.ts';

/** `account`: twelve digits, or null where nobody could be asked. */
export function policyDocuments(profile: Profile, request: PolicyRequest, account: string | null): PolicyDocuments {
  const name = `cloudroll-${profile.name.replaceAll(/[^A-Za-z0-9-]/g, '-')}`;
  const policyName = `${name}-${request.variant}`;
  const known = account ?? unknownAccount;
  const arn = `arn:${partitionOf(profile.region)}:iam::${known}:policy/${policyName}`;
  const policy = { Version: '2012-10-17', Statement: statementsFor(profile, request, known) };
  const template = stackTemplate(profile, request, statementsFor(profile, request, unknownAccount));
  const file = `${policyName}.json`;
  const templateFile = `${name}-stack.json`;
  return {
    policy: written(policy),
    file,
    commands: [
      `aws iam create-policy --policy-name ${policyName} --policy-document file://${file}`,
      `aws iam attach-user-policy --user-name USER_NAME --policy-arn ${arn}`,
      '# In the place of one that is there already:',
      `aws iam create-policy-version --policy-arn ${arn} --policy-document file://${file} --set-as-default`,
    ],
    template: written(template),
    templateFile,
    templateCommands: [
      `aws cloudformation deploy --stack-name ${name} --template-file ${templateFile} --capabilities CAPABILITY_IAM --region ${profile.region}`,
      `aws cloudformation describe-stacks --stack-name ${name} --region ${profile.region} --query "Stacks[0].Outputs"`,
    ],
    needsAccount: account === null,
  };
}

function written(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
