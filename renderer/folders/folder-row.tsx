/** @file One folder: where it is, how it stands, what became of its files, and its deeds. */
import { Ellipsis, Eye, FolderInput, FolderX, Images, ListFilter, RefreshCw, Unplug } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { type Answers, cloudroll } from '../bridge.ts';
import { lastPart } from '../history/filter-form.tsx';
import { plainView, queryOf } from '../history/view.ts';
import { useProfiles } from '../live.ts';
import { go, hashOf } from '../route.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { formatAway, formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './folder-row.module.css';
import { RulesEditor } from './rules-editor.tsx';

const MoveFolder = lazy(async () => ({ default: (await import('./move-folder.tsx')).MoveFolder }));

const counted = ['stored', 'moving', 'queued', 'waiting', 'held', 'refused'] as const;
const shapes = { watching: Eye, scanning: RefreshCw, 'not-reachable': Unplug };

export function FolderRow({ folder }: { readonly folder: Answers['folder'] }) {
  const words = useWords();
  const locale = useLocale();
  const profiles = useProfiles().data ?? [];
  const [shows, setShows] = useState<'nothing' | 'rules' | 'move' | 'stop'>('nothing');
  const close = () => setShows('nothing');
  const name = lastPart(folder.path);
  const Shape = shapes[folder.state];
  const state = folder.watched || folder.state !== 'watching' ? words.folderStates[folder.state] : words.carriedOnce;
  return (
    <li className={styles.folder}>
      <div>
        <h2 className={styles.name}>{name}</h2>
        <p className={styles.path}>{folder.path}</p>
        <p className={styles.facts}>
          <span className={`${styles.state} ${folder.state === 'not-reachable' ? styles.bad : ''}`}>
            <Shape size={13} aria-hidden />
            {state}
          </span>
          <span>{folder.profile}</span>
          <span>
            {folder.scannedAt === null
              ? words.neverScanned
              : words.lastScan(formatAway(folder.scannedAt, Date.now(), locale))}
          </span>
        </p>
      </div>
      <dl className={styles.counts}>
        {counted.map((count) =>
          folder.counts[count] === 0 && count !== 'stored' ? null : (
            <div key={count} className={`${styles.count} ${count === 'held' ? styles.bad : ''}`}>
              <dd>{formatNumber(folder.counts[count], locale)}</dd>
              <dt>{words.counts[count]}</dt>
            </div>
          ),
        )}
      </dl>
      <Menu
        align="end"
        trigger={
          <IconButton label={name}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem
          icon={<Images size={14} aria-hidden />}
          onClick={() => go(hashOf('history', queryOf({ ...plainView, folder: folder.id })))}
        >
          {words.showImages}
        </MenuItem>
        <MenuItem
          icon={<RefreshCw size={14} aria-hidden />}
          onClick={() => void cloudroll.folders.rescan({ id: folder.id })}
        >
          {words.rescan}
        </MenuItem>
        <MenuItem icon={<ListFilter size={14} aria-hidden />} onClick={() => setShows('rules')}>
          {words.rules}
        </MenuItem>
        {profiles.length < 2 ? null : (
          <MenuItem icon={<FolderInput size={14} aria-hidden />} onClick={() => setShows('move')}>
            {words.moveFolder.open}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={<FolderX size={14} aria-hidden />} danger onClick={() => setShows('stop')}>
          {words.stopWatching}
        </MenuItem>
      </Menu>
      {shows === 'rules' ? <RulesEditor folder={folder} onClose={close} /> : null}
      {shows === 'move' ? (
        <Suspense>
          <MoveFolder folder={folder} onClose={close} />
        </Suspense>
      ) : null}
      <Dialog
        open={shows === 'stop'}
        onClose={close}
        title={words.stopWatchingTitle(name)}
        deeds={
          <>
            <Button onClick={close}>{words.cancel}</Button>
            <Button
              look="danger"
              onClick={() => {
                close();
                void cloudroll.folders.remove({ id: folder.id });
              }}
            >
              {words.stopWatching}
            </Button>
          </>
        }
      >
        {words.stopWatchingWhy}
      </Dialog>
    </li>
  );
}
