/** @file The least rights for a profile, to be copied or saved: the policy, the lines that apply it, a template. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PolicyRequest } from '../../shared/policy.ts';
import { cloudroll } from '../bridge.ts';
import { Asked } from '../library/asked.tsx';
import page from '../library/page.module.css';
import { Button } from '../ui/button.tsx';
import { Choice, TextField } from '../ui/fields.tsx';
import { Captioned, Labelled } from '../ui/labelled.tsx';
import { saveText } from '../ui/save-text.ts';
import { useSettled } from '../ui/use-settled.ts';
import { useWords } from '../words/language.ts';
import styles from './own-cloud.module.css';
import type { OwnCloudProps } from './own-cloud-pages.tsx';
import { Part } from './part.tsx';

const variants = PolicyRequest.shape.variant.unwrap().options;

export function PolicyPage({ profile: { name } }: OwnCloudProps) {
  const words = useWords();
  const text = words.policy;
  const [variant, setVariant] = useState<PolicyRequest['variant']>('full');
  const [typed, setTyped] = useState({ networks: '', kmsKey: '', account: '' });
  const parsed = PolicyRequest.safeParse({
    variant,
    networks: typed.networks.split(/[\s,;]+/).filter((network) => network !== ''),
    ...(typed.kmsKey.trim() === '' ? {} : { kmsKey: typed.kmsKey.trim() }),
    ...(typed.account.trim() === '' ? {} : { account: typed.account.trim() }),
  });
  const request = useSettled(JSON.stringify(parsed.data ?? null));
  const asked = useQuery({
    queryKey: ['policy', name, request],
    queryFn: ({ signal }) => cloudroll.cloud.policy({ profile: name, request: JSON.parse(request) ?? {} }, { signal }),
    enabled: request !== 'null',
    placeholderData: keepPreviousData,
  });
  const wrong = parsed.error?.issues[0]?.path[0];
  const field = (key: keyof typeof typed, label: string) => (
    <Labelled label={label} problem={wrong === key ? text.wrong : null}>
      <TextField
        autoComplete="off"
        aria-invalid={wrong === key}
        value={typed[key]}
        onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
      />
    </Labelled>
  );
  return (
    <>
      <Part title={text.title} why={text.why}>
        <div className={styles.fields}>
          <Captioned label={text.variant}>
            <Choice
              label={text.variant}
              value={variant}
              options={variants.map((value) => ({ value, label: text.variants[value].what }))}
              onChange={setVariant}
            />
          </Captioned>
          {field('networks', text.networks)}
          {field('kmsKey', text.kmsKey)}
          {asked.data?.needsAccount === true || typed.account !== '' ? field('account', text.account) : null}
        </div>
        <p className={page.said}>{text.variants[variant].todo}</p>
        {asked.data?.needsAccount === true ? <p className={page.facts}>{text.needsAccount}</p> : null}
      </Part>
      <Asked query={asked}>
        {({ policy, file, commands, template, templateFile, templateCommands }) => (
          <>
            <Document title={text.document} content={policy} file={file} />
            <Document title={text.commands} content={commands.join('\n')} />
            <Document title={text.template} why={text.templateWhy} content={template} file={templateFile} />
            <Document title={`${text.commands} (CloudFormation)`} content={templateCommands.join('\n')} />
          </>
        )}
      </Asked>
    </>
  );
}

type DocumentProps = {
  readonly title: string;
  readonly why?: string;
  readonly content: string;
  /** What it is to be saved as; absent for what is only copied. */
  readonly file?: string;
};

function Document({ title, why, content, file }: DocumentProps) {
  const text = useWords().policy;
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const copy = () =>
    void navigator.clipboard.writeText(content).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    );
  return (
    <Part title={title} {...(why === undefined ? {} : { why })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it. */}
      <pre role="region" className={styles.code} tabIndex={0} aria-label={title}>
        {content}
      </pre>
      <div className={page.deeds}>
        <Button onClick={copy}>
          {text.copy}
          <span className="out-of-sight"> {title}</span>
        </Button>
        {file === undefined ? null : <Button onClick={() => saveText(file, content)}>{text.save(file)}</Button>}
        <span role="status" className={page.facts}>
          {copied === 'no' ? '' : copied === 'yes' ? text.copied : text.noClipboard}
        </span>
      </div>
    </Part>
  );
}
