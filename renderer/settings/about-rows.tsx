/** @file What there is to know of this Cloudroll, and to hand to whoever helps: version, log, diagnostics, licences. */
import { useQuery } from '@tanstack/react-query';
import { Copy, Download, FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { type Answers, cloudroll } from '../bridge.ts';
import { hashOf } from '../route.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { saveText } from '../ui/save-text.ts';
import type { Words } from '../words/english.ts';
import { useWords } from '../words/language.ts';
import styles from './about-rows.module.css';
import type { SettingRow } from './setting-rows.tsx';

export function aboutRows(words: Words, { version, device, host }: Answers['surface']): readonly SettingRow[] {
  const { setting: label } = words;
  return [
    { name: 'version', group: 'about', label: label.version, draw: () => <span>{version}</span> },
    { name: 'device', group: 'about', label: label.device, draw: () => <span>{device}</span> },
    { name: 'log', group: 'about', label: words.logFile, draw: () => <LogPlace canShow={host === 'desktop'} /> },
    {
      name: 'diagnostics',
      group: 'about',
      label: words.diagnostics,
      help: words.diagnosticsHelp,
      draw: () => <SaveDiagnostics />,
    },
    {
      name: 'licences',
      group: 'about',
      label: words.licences,
      help: words.licencesHelp,
      draw: () => (
        <a href={hashOf('settings', new URLSearchParams({ page: 'licences' }))} className={styles.link}>
          {words.showLicences}
        </a>
      ),
    },
  ];
}

function LogPlace({ canShow }: { readonly canShow: boolean }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const places = useQuery({
    queryKey: ['places'],
    queryFn: ({ signal }) => cloudroll.places({}, { signal }),
  }).data;
  if (places === undefined) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(places.log);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <>
      <span className={styles.path}>{places.log}</span>
      <IconButton label={copied ? words.copied : words.copyPath} onClick={() => void copy()}>
        <Copy size={14} aria-hidden />
      </IconButton>
      {canShow ? (
        <Button icon={<FolderOpen size={14} aria-hidden />} onClick={() => void cloudroll.showLog({})}>
          {words.openFolder}
        </Button>
      ) : null}
    </>
  );
}

function SaveDiagnostics() {
  const words = useWords();
  const [state, setState] = useState<'idle' | 'making' | 'failed'>('idle');
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const save = async () => {
    setState('making');
    try {
      const { fileName, text } = await cloudroll.diagnostics({});
      saveText(fileName, text);
      setSavedAs(fileName);
      setState('idle');
    } catch {
      setState('failed');
    }
  };
  return (
    <span className={styles.deed}>
      <Button icon={<Download size={14} aria-hidden />} disabled={state === 'making'} onClick={() => void save()}>
        {words.saveDiagnostics}
      </Button>
      <span role="status" className={styles.said}>
        {state === 'making'
          ? words.loading
          : state === 'failed'
            ? words.deedFailed
            : savedAs === null
              ? ''
              : words.savedAs(savedAs)}
      </span>
    </span>
  );
}
