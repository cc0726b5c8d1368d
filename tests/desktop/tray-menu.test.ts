/** @file What the tray says of each state. */
import { describe, expect, test } from 'vitest';
import type { DesktopView } from '../../electron/desktop/desktop-view.ts';
import { statusLine, type TrayDeeds, trayMenu } from '../../electron/desktop/tray-menu.ts';
import { ImageId } from '../../shared/image.ts';

const idle: DesktopView = {
  state: 'idle',
  paused: null,
  left: 0,
  stored: 3,
  issues: 0,
  budgets: [],
  alert: null,
  isCarrying: false,
  folders: [],
  dropWindow: false,
  recent: [],
};
const nothing = () => undefined;
const deeds: TrayDeeds = {
  open: nothing,
  syncNow: nothing,
  pause: nothing,
  resume: nothing,
  uploadFiles: nothing,
  uploadFolder: nothing,
  uploadClipboard: nothing,
  setDropWindow: nothing,
  copyLink: nothing,
  quit: nothing,
};
const item = (view: DesktopView, id: string) => trayMenu(view, deeds).find((one) => one.id === id);

describe('the status line', () => {
  test.each([
    [{}, 'Everything is stored'],
    [{ stored: 0 }, 'Nothing to do yet'],
    [{ left: 1200 }, '1,200 images to go'],
    [{ issues: 1, state: 'attention' }, '1 issue'],
    [{ state: 'offline', left: 4 }, 'Offline: goes on by itself'],
    [{ paused: { reason: 'paused', until: null }, left: 4 }, 'Paused'],
    [{ paused: { reason: 'battery', until: null } }, 'Waiting: on battery'],
    [{ paused: { reason: 'metered', until: null } }, 'Waiting: this network is metered'],
  ] as const)('%o reads %s', (change, line) => {
    expect(statusLine({ ...idle, ...change } as DesktopView)).toBe(line);
  });
});

test('what a person paused can be resumed there, and what the computer holds up cannot', () => {
  const paused: DesktopView = { ...idle, paused: { reason: 'paused', until: null } };
  expect([item(paused, 'resume')?.label, item(paused, 'pause')]).toEqual(['Resume', undefined]);
  const onBattery: DesktopView = { ...idle, paused: { reason: 'battery', until: null } };
  expect([item(onBattery, 'resume'), item(onBattery, 'pause')?.label]).toEqual([undefined, 'Pause']);
});

test('the drop window is ticked while it is wanted, and a click asks for the other', () => {
  const wanted: boolean[] = [];
  for (const dropWindow of [false, true]) {
    const menu = trayMenu(
      { ...idle, dropWindow },
      { ...deeds, setDropWindow: (isWanted) => void wanted.push(isWanted) },
    );
    const entry = menu.find(({ id }) => id === 'drop-window');
    expect(entry).toMatchObject({ type: 'checkbox', checked: dropWindow });
    entry?.click?.({} as never, undefined, {} as never); // what it is called with is not read
  }
  expect(wanted).toEqual([true, false]);
});

test('"Open" comes first, and empty lists say so', () => {
  expect(trayMenu(idle, deeds)[0]?.id).toBe('open');
  expect(item(idle, 'recent')?.submenu).toEqual([{ label: 'None yet', enabled: false }]);
  expect(item(idle, 'issues')).toMatchObject({ label: 'Issues (0)', enabled: false });
});

test('a name is shown as it is, cut where it is long', () => {
  const image = { profile: 'p', imageId: ImageId.parse('0'.repeat(64)), fileName: `a & b ${'x'.repeat(60)}.jpg` };
  expect(item({ ...idle, recent: [image] }, 'recent')?.submenu).toMatchObject([{ label: `a && b ${'x'.repeat(33)}…` }]);
  const folders = [{ path: '/photos/card', reachable: false }];
  expect(item({ ...idle, folders }, 'folders')?.submenu).toMatchObject([{ label: 'card (not reachable)' }]);
});
