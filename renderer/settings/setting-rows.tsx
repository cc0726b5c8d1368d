/** @file Every setting there is: its group, its words, and the control that changes it. */
import type { ReactNode } from 'react';
import { type Answers, cloudroll, type Questions } from '../bridge.ts';
import { keys, queries } from '../live.ts';
import { Alternatives, Choice, Switch } from '../ui/fields.tsx';
import type { Words } from '../words/english.ts';
import { catalogues } from '../words/language.ts';
import { desktopRows } from './desktop-rows.tsx';
import { BandwidthField, HoursField, NumberField } from './limit-fields.tsx';

export type ControlProps = { readonly settings: Answers['settings']; readonly labelledBy: string };
export type SettingRow = {
  readonly name: string;
  readonly group: 'appearance' | 'desktop' | 'notifications' | 'limits' | 'about';
  readonly label: string;
  readonly help?: string;
  readonly draw: (props: ControlProps) => ReactNode;
};

/** Shown at once; if the engine refuses, what holds comes back, and the failure with it. */
export async function change(wanted: Questions['settings']['set']): Promise<void> {
  const before = queries.getQueryData<Answers['settings']>(keys.settings);
  if (before !== undefined && wanted.window !== undefined) {
    const { notifications, ...window } = wanted.window;
    const defined = Object.fromEntries(Object.entries(window).filter(([, value]) => value !== undefined));
    queries.setQueryData(keys.settings, {
      ...before,
      window: { ...before.window, ...defined, notifications: { ...before.window.notifications, ...notifications } },
    });
  }
  try {
    queries.setQueryData(keys.settings, await cloudroll.settings.set(wanted));
  } catch (error) {
    queries.setQueryData(keys.settings, before);
    throw error;
  }
}

/** For what is shown at once: the control itself going back says that it did not hold. */
export function changeNow(wanted: Questions['settings']['set']): void {
  change(wanted).catch(() => undefined);
}

export function settingRows(words: Words, surface: Answers['surface'] | undefined): readonly SettingRow[] {
  const label = words.setting;
  const help = words.settingHelp;
  const rows: SettingRow[] = [
    {
      name: 'appearance',
      group: 'appearance',
      label: label.appearance,
      draw: ({ settings }) => (
        <Alternatives
          label={label.appearance}
          value={settings.window.appearance}
          options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: words.appearances[value] }))}
          onChange={(appearance) => changeNow({ window: { appearance } })}
        />
      ),
    },
    {
      name: 'language',
      group: 'appearance',
      label: label.language,
      draw: ({ settings }) => (
        <Choice
          label={label.language}
          value={settings.window.language ?? ''}
          options={[
            { value: '', label: words.languageOfSystem },
            ...Object.entries(catalogues).map(([value, catalogue]) => ({ value, label: catalogue.language })),
          ]}
          onChange={(language) => changeNow({ window: { language: language === '' ? null : language } })}
        />
      ),
    },
    {
      name: 'historyView',
      group: 'appearance',
      label: label.historyView,
      draw: ({ settings }) => (
        <Alternatives
          label={label.historyView}
          value={settings.window.historyView}
          options={[
            { value: 'grid', label: words.grid },
            { value: 'table', label: words.table },
          ]}
          onChange={(historyView) => changeNow({ window: { historyView } })}
        />
      ),
    },
    ...(surface?.host === 'desktop' ? desktopRows(words) : []),
    ...(['stored', 'issues'] as const).map(
      (kind): SettingRow => ({
        name: `notify-${kind}`,
        group: 'notifications',
        label: kind === 'stored' ? label.notifyStored : label.notifyIssues,
        draw: ({ settings, labelledBy }) => (
          <Switch
            labelledBy={labelledBy}
            checked={settings.window.notifications[kind]}
            onChange={(on) => changeNow({ window: { notifications: { [kind]: on } } })}
          />
        ),
      }),
    ),
    {
      name: 'bandwidth',
      group: 'limits',
      label: label.bandwidth,
      help: help.bandwidth,
      draw: (props) => <BandwidthField {...props} />,
    },
    {
      name: 'window',
      group: 'limits',
      label: label.window,
      help: help.window,
      draw: (props) => <HoursField {...props} />,
    },
    ...(['notOnMetered', 'notOnBattery'] as const).map(
      (name): SettingRow => ({
        name,
        group: 'limits',
        label: label[name],
        draw: ({ settings, labelledBy }) => (
          <Switch
            labelledBy={labelledBy}
            checked={settings.limits[name]}
            onChange={(on) => changeNow({ limits: { [name]: on } })}
          />
        ),
      }),
    ),
    ...(
      [
        ['lanes', 32],
        ['uploadsAtOnce', 48],
        ['resizesAtOnce', 32],
      ] as const
    ).map(
      ([name, most]): SettingRow => ({
        name,
        group: 'limits',
        label: label[name],
        help: help[name],
        draw: (props) => <NumberField {...props} name={name} most={most} />,
      }),
    ),
  ];
  return rows;
}
