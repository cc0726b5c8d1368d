/** @file The keys of a profile: whose they are, how old, signing in with a code, and others in their place. */
import { useQuery } from '@tanstack/react-query';
import type { KeysInUse } from '../../shared/credentials.ts';
import { cloudroll, failureOf } from '../bridge.ts';
import { Asked } from '../library/asked.tsx';
import page from '../library/page.module.css';
import { formatAway, formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { FactList } from './fact-list.tsx';
import type { OwnCloudProps } from './own-cloud-pages.tsx';
import { Part } from './part.tsx';
import { RotatePart } from './rotate-part.tsx';
import { SignInPart } from './sign-in-part.tsx';

/** Milliseconds: 90 days, after which keys are called old. */
const oldAfter = 90 * 86_400_000;

export function KeysPage({ profile, editable }: OwnCloudProps) {
  const words = useWords();
  const text = words.keysInUse;
  const asked = useQuery({
    queryKey: ['identity', profile.name, profile.credentials, profile.role ?? null],
    queryFn: ({ signal }) => cloudroll.cloud.identity({ profile: profile.name }, { signal }),
    staleTime: 0,
  });
  const needsCode = asked.isError && failureOf(asked.error)?.code === 'mfa-needed';
  return (
    <>
      {needsCode ? null : (
        <Part title={text.title} why={text.why}>
          <Asked query={asked}>{(keys) => <Facts keys={keys} />}</Asked>
        </Part>
      )}
      {needsCode || profile.role?.mfaDevice !== undefined ? <SignInPart profile={profile.name} /> : null}
      {!editable ? null : profile.credentials.kind === 'keychain' ? (
        <RotatePart profile={profile.name} />
      ) : (
        <Part title={text.rotate}>
          <p>{text.byThemselves}</p>
        </Part>
      )}
    </>
  );
}

function Facts({ keys }: { readonly keys: KeysInUse }) {
  const words = useWords();
  const locale = useLocale();
  const text = words.keysInUse;
  const { source, identity, keptAt, expiresAt, role, forSession, ending } = keys;
  const from =
    source.kind === 'aws-profile' ? `${text.sources[source.kind]} ${source.name}` : text.sources[source.kind];
  const facts: readonly (readonly [string, string])[] = [
    [text.from, forSession ? text.session : from],
    [text.ending, text.endsWith(ending)],
    [text.account, identity?.account ?? text.noIdentity],
    ...(identity === null ? [] : [[text.arn, identity.arn] as const]),
    ...(role === null ? [] : [[text.role, role.arn] as const]),
    [text.age, keptAt === null ? text.unknownAge : text.kept(formatAway(keptAt, Date.now(), locale))],
    [text.expires, expiresAt === null ? text.never : formatMoment(expiresAt, locale)],
  ];
  return (
    <>
      <FactList facts={facts} />
      {keptAt !== null && Date.now() - keptAt > oldAfter ? <p className={page.said}>{text.old}</p> : null}
    </>
  );
}
