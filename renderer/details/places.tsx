/** @file Where an image is: its objects with how each is proven, its record, and its files on this computer. */
import { Copy, Download, ExternalLink, FolderSearch, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { ImageInFull } from '../../shared/history.ts';
import { cloudroll } from '../bridge.ts';
import { openFile, showFile } from '../files/show-file.ts';
import { useSurface } from '../live.ts';
import { IconButton } from '../ui/button.tsx';
import { formatBytes, formatMoment } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './places.module.css';
import { Section } from './section.tsx';

type StoredObject = ImageInFull['objects'][number];

export function Places({ image }: { readonly image: ImageInFull }) {
  const words = useWords();
  return (
    <>
      {image.objects.length === 0 && image.record === null ? null : (
        <Section title={words.whereItIs}>
          <ul className={styles.list}>
            {image.objects.map((object) => (
              <ObjectPlace key={object.rendition} image={image} object={object} />
            ))}
            {image.record === null ? null : (
              <li className={styles.place}>
                <span className={styles.name}>{words.fact.record}</span>
                <span className={styles.key}>
                  {image.record.table} / {image.record.userId}
                </span>
              </li>
            )}
          </ul>
        </Section>
      )}
      <Section title={words.onThisComputer}>
        {image.files.length === 0 ? <p className={styles.none}>{words.notOnThisComputer}</p> : null}
        <ul className={styles.list}>
          {image.files.map((file) => (
            <FileHere key={file.id} image={image} file={file} />
          ))}
        </ul>
      </Section>
    </>
  );
}

function FileHere({ image, file }: { readonly image: ImageInFull; readonly file: ImageInFull['files'][number] }) {
  const words = useWords();
  const isDesktop = useSurface()?.host === 'desktop';
  return (
    <li className={styles.file}>
      <span className={styles.key}>{file.path}</span>
      {isDesktop ? (
        <>
          <IconButton label={words.deeds.open} onClick={() => void openFile(image, file.id, words)}>
            <ExternalLink size={14} aria-hidden />
          </IconButton>
          <IconButton label={words.deeds.showInFolder} onClick={() => void showFile(image, file.id, words)}>
            <FolderSearch size={14} aria-hidden />
          </IconButton>
        </>
      ) : null}
    </li>
  );
}

function ObjectPlace({ image, object }: { readonly image: ImageInFull; readonly object: StoredObject }) {
  const words = useWords();
  const locale = useLocale();
  const [copied, setCopied] = useState(false);
  const facts = [
    formatBytes(object.size, locale),
    object.width === null || object.height === null ? null : `${object.width} × ${object.height}`,
  ];
  const copy = async () => {
    await navigator.clipboard.writeText(`s3://${object.bucket}/${object.key}`);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <li className={styles.place}>
      <span className={styles.head}>
        <span className={styles.name}>{object.rendition === 'original' ? words.original : object.rendition}</span>
        <span className={styles.facts}>{facts.filter((fact) => fact !== null).join(' · ')}</span>
        <IconButton label={copied ? words.copied : words.copyKey} onClick={() => void copy()}>
          <Copy size={14} aria-hidden />
        </IconButton>
        <IconButton label={words.downloadCopy} onClick={() => void download(image, object.rendition)}>
          <Download size={14} aria-hidden />
        </IconButton>
      </span>
      <span className={styles.key}>
        {object.bucket}/{object.key}
      </span>
      <span className={styles.proof}>
        <ShieldCheck size={13} aria-hidden />
        {words.proofs[object.proof]}, {words.confirmed(formatMoment(object.confirmedAt, locale))}
      </span>
    </li>
  );
}

/** The address is good for five minutes; the browser takes it from there. */
async function download({ profile, imageId }: ImageInFull, rendition: string): Promise<void> {
  const { url } = await cloudroll.images.downloadLink({ profile, imageId, rendition });
  const link = document.createElement('a');
  link.href = url;
  link.rel = 'noreferrer';
  link.target = '_blank';
  link.click();
}
