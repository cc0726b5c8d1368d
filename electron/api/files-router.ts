/** @file Our side of shared/files-contract: an image's files on this computer; each call delegates in a line or two. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { DragFiles } from '../library/drag-files.ts';
import { fileHere, opensAsPicture } from '../library/files-here.ts';
import { failuresAsData, unknown } from './answering.ts';
import { whileAsked } from './asked.ts';
import type { WindowContext } from './window-router.ts';

/** The system's file manager and programs. */
export type FileDesk = {
  /** What is not there is shown by its folder, or not at all. */
  readonly show: (path: AbsolutePath) => void;
  /** False when no program took it. */
  readonly open: (path: AbsolutePath) => Promise<boolean>;
};

/** What these calls need beside what every window does. */
export type FilesContext = {
  /** Null in a browser, which may be anybody's. */
  readonly fileDesk: FileDesk | null;
  /** Null likewise. */
  readonly dragFiles: DragFiles | null;
};

const call = implement(contract).$context<WindowContext>().use(failuresAsData).library;

export const filesRouter = {
  show: call.files.show.handler(async ({ context: { fileDesk, ledger }, input }) => {
    const desk = fileDesk ?? unknown('image');
    desk.show((await fileHere(ledger, input)) ?? unknown('image'));
    return {};
  }),
  open: call.files.open.handler(async ({ context: { fileDesk, ledger }, input }) => {
    const desk = fileDesk ?? unknown('image');
    const path = (await fileHere(ledger, input)) ?? unknown('image');
    const opened = opensAsPicture(path) && (await desk.open(path));
    if (!opened) desk.show(path);
    return { opened };
  }),
  fetch: call.files.fetch.handler(async ({ context: { dragFiles }, input, signal }) => {
    const files = dragFiles ?? unknown('image');
    for (const image of input.images) await files.fetch(image, whileAsked(signal));
    return {};
  }),
};
