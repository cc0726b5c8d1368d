/** @file What can be done with these images, in the order in which it is offered; the same in bar, menu, details and by keys. */
import {
  Download,
  ExternalLink,
  FilePenLine,
  FileText,
  FolderDown,
  FolderSearch,
  Link2,
  Star,
  StarOff,
  Tag,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { favour } from '../describe/favour.ts';
import { openFile, showFile } from '../files/show-file.ts';
import { useSurface } from '../live.ts';
import { download } from '../restore/download.ts';
import { copyLinks, mostLinks } from '../share/copy-links.ts';
import { useLocale, useWords } from '../words/language.ts';
import { useLargeDeed } from './deed-dialogs.tsx';
import { type Subject, storedOf } from './subject.ts';

export type DeedName =
  | 'copyLink'
  | 'copyAs'
  | 'favourite'
  | 'tags'
  | 'describe'
  | 'open'
  | 'showInFolder'
  | 'download'
  | 'restore'
  | 'delete';

export type ImageDeed = {
  readonly name: DeedName;
  readonly label: string;
  readonly icon: ReactNode;
  /** As a menu shows it. */
  readonly keys: string | null;
  /** Deeds of one group stand together. */
  readonly group: 1 | 2 | 3 | 4;
  readonly run: () => void;
};

/** A browser saves each on its own; more than these would be a heap of questions. */
const mostDownloads = 20;

export function useImageDeeds(images: readonly Subject[]): readonly ImageDeed[] {
  const words = useWords();
  const locale = useLocale();
  const open = useLargeDeed();
  const surface = useSurface();
  const canPick = surface?.canPick ?? false;
  const stored = storedOf(images);
  if (images.length === 0) return [];
  const areFavourites = images.every(({ favourite }) => favourite);
  const text = words.deeds;
  const link: ImageDeed[] =
    stored.length === 0 || stored.length > mostLinks
      ? []
      : [
          {
            name: 'copyLink',
            label: text.copyLink,
            icon: <Link2 size={15} aria-hidden />,
            keys: 'C',
            group: 1,
            run: () => void copyLinks(stored, words, locale),
          },
          {
            name: 'copyAs',
            label: text.copyAs,
            icon: <FileText size={15} aria-hidden />,
            keys: null,
            group: 1,
            run: () => open({ kind: 'copy-as', images: stored }),
          },
        ];
  const describing: ImageDeed[] = [
    {
      name: 'favourite',
      label: areFavourites ? text.notFavourite : text.favourite,
      icon: areFavourites ? <StarOff size={15} aria-hidden /> : <Star size={15} aria-hidden />,
      keys: 'F',
      group: 2,
      run: () => void favour(images, !areFavourites, words),
    },
    {
      name: 'tags',
      label: text.tags,
      icon: <Tag size={15} aria-hidden />,
      keys: 'T',
      group: 2,
      run: () => open({ kind: 'tags', images }),
    },
    {
      name: 'describe',
      label: text.describe,
      icon: <FilePenLine size={15} aria-hidden />,
      keys: 'E',
      group: 2,
      run: () => open({ kind: 'describe', images }),
    },
  ];
  const [image] = images;
  const file = surface?.host === 'desktop' && images.length === 1 ? (image?.file ?? null) : null;
  const here: ImageDeed[] =
    image === undefined || file === null
      ? []
      : [
          {
            name: 'open',
            label: text.open,
            icon: <ExternalLink size={15} aria-hidden />,
            keys: null,
            group: 3,
            run: () => void openFile(image, file, words),
          },
          {
            name: 'showInFolder',
            label: text.showInFolder,
            icon: <FolderSearch size={15} aria-hidden />,
            keys: null,
            group: 3,
            run: () => void showFile(image, file, words),
          },
        ];
  const fetching: ImageDeed[] = canPick
    ? stored.length === 0
      ? []
      : [
          {
            name: 'restore',
            label: text.restore,
            icon: <FolderDown size={15} aria-hidden />,
            keys: null,
            group: 3,
            run: () => open({ kind: 'restore', images: stored }),
          },
        ]
    : stored.length === 0 || stored.length > mostDownloads
      ? []
      : [
          {
            name: 'download',
            label: text.download,
            icon: <Download size={15} aria-hidden />,
            keys: null,
            group: 3,
            run: () => void download(stored, words),
          },
        ];
  const deleting: ImageDeed[] =
    stored.length === 0
      ? []
      : [
          {
            name: 'delete',
            label: text.delete,
            icon: <Trash2 size={15} aria-hidden />,
            keys: words.keyNames.delete,
            group: 4,
            run: () => open({ kind: 'delete', images: stored }),
          },
        ];
  return [...link, ...describing, ...here, ...fetching, ...deleting];
}
