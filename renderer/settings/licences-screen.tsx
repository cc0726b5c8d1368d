/** @file The licences of everything that is shipped, as the build gathered them. */
import { useQuery } from '@tanstack/react-query';
import { FileX } from 'lucide-react';
import { readLicences } from '../bridge.ts';
import { hashOf } from '../route.ts';
import { Blank, LoadingRows } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { ScreenFrame, ScrollArea } from '../ui/screen.tsx';
import { useWords } from '../words/language.ts';
import styles from './licences-screen.module.css';

export function LicencesScreen() {
  const words = useWords();
  const asked = useQuery({ queryKey: ['licences'], queryFn: ({ signal }) => readLicences(signal) });
  return (
    <ScreenFrame title={words.licences} back={{ label: words.screens.settings, href: hashOf('settings') }}>
      <ScrollArea label={words.licences}>
        {asked.data !== undefined ? (
          <pre className={styles.text}>{asked.data}</pre>
        ) : asked.isError ? (
          <Blank
            icon={<FileX size={32} strokeWidth={1.25} />}
            title={words.askFailed}
            deed={<Button onClick={() => void asked.refetch()}>{words.retry}</Button>}
          />
        ) : (
          <LoadingRows count={8} label={words.loading} />
        )}
      </ScrollArea>
    </ScreenFrame>
  );
}
