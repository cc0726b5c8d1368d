/** @file Folders: which are watched, how each stands, and what may be done with it. */
import { FolderPlus, FolderSearch, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Drop } from '../../shared/folder.ts';
import { cloudroll } from '../bridge.ts';
import { useFolders, useSurface } from '../live.ts';
import { Blank, LoadingRows } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { ScreenFrame, ScrollArea } from '../ui/screen.tsx';
import { useWords } from '../words/language.ts';
import { AddFolder } from './add-folder.tsx';
import { FolderRow } from './folder-row.tsx';
import styles from './folders-screen.module.css';

export function FoldersScreen() {
  const words = useWords();
  const asked = useFolders();
  const canPick = useSurface()?.canPick ?? false;
  const [picked, setPicked] = useState<Drop | null>(null);
  const folders = asked.data ?? [];
  const pick = async () => setPicked(await cloudroll.drops.pick({ kind: 'folder' }));
  const add = canPick ? (
    <Button look="primary" icon={<FolderPlus size={15} aria-hidden />} onClick={() => void pick()}>
      {words.addFolder}
    </Button>
  ) : undefined;
  return (
    <ScreenFrame title={words.screens.folders} tools={folders.length === 0 ? undefined : add}>
      <ScrollArea label={words.screens.folders}>
        {asked.isPending ? (
          <LoadingRows count={3} label={words.loading} />
        ) : asked.isError && folders.length === 0 ? (
          <Blank
            tone="bad"
            icon={<TriangleAlert size={32} strokeWidth={1.5} />}
            title={words.askFailed}
            deed={<Button onClick={() => void asked.refetch()}>{words.retry}</Button>}
          />
        ) : folders.length === 0 ? (
          <Blank icon={<FolderSearch size={36} strokeWidth={1.25} />} title={words.foldersEmpty} deed={add}>
            <p>{words.foldersEmptyWhy}</p>
            {canPick ? null : <p>{words.foldersByTerminal}</p>}
          </Blank>
        ) : (
          <ul className={styles.list}>
            {folders.map((folder) => (
              <FolderRow key={folder.id} folder={folder} />
            ))}
          </ul>
        )}
      </ScrollArea>
      {picked === null ? null : <AddFolder drop={picked} onClose={() => setPicked(null)} />}
    </ScreenFrame>
  );
}
