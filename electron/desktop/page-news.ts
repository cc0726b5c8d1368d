/** @file What a page tells the main process without an answer: whether there is a line, and which place is to be shown. */
import { ipcMain, net } from 'electron';
import { z } from 'zod';
import { channels, type ShownPlace, shownPlaces } from '../../shared/desktop-bridge.ts';
import { isFromOurPage } from './lock-down.ts';

const Line = z.boolean();
const Shown = z.enum(shownPlaces);

export type PageNewsParts = {
  /** Called when the line came or went, never twice for the same. */
  readonly onLine: (isOnline: boolean) => void;
  readonly show: (place: ShownPlace) => void;
};

export type PageNews = {
  /** Electron tells its main process of no change, so a page's word counts beside what it knows at the moment. */
  readonly isOnline: () => boolean;
};

/** Once. What makes no sense, or comes from elsewhere, is dropped. */
export function hearPages({ onLine, show }: PageNewsParts): PageNews {
  let told = true;
  ipcMain.on(channels.line, (event, given: unknown) => {
    const line = Line.safeParse(given);
    if (!isFromOurPage(event) || !line.success || line.data === told) return;
    told = line.data;
    onLine(told);
  });
  ipcMain.on(channels.show, (event, given: unknown) => {
    const place = Shown.safeParse(given);
    if (isFromOurPage(event) && place.success) show(place.data);
  });
  return { isOnline: () => told && net.isOnline() };
}
