/** @file The stand-in's nativeTheme: what the app or the system wants, carried into every page as its colour scheme. */
import type { CdpSession } from './cdp.ts';
import { StrictEmitter } from './surroundings.ts';

type Source = 'system' | 'light' | 'dark';

const pages = new Set<Promise<CdpSession>>();

class NativeTheme extends StrictEmitter {
  source: Source = 'system';
  /** Set by a test: what the system prefers. */
  systemIsDark = process.env['ELECTRON_STANDIN_DARK'] === '1';

  override events(): readonly string[] {
    return ['updated'];
  }
  get themeSource(): Source {
    return this.source;
  }
  set themeSource(source: Source) {
    this.source = source;
    this.tell();
  }
  get shouldUseDarkColors(): boolean {
    return this.source === 'system' ? this.systemIsDark : this.source === 'dark';
  }
  get shouldUseHighContrastColors(): boolean {
    return false;
  }
  setSystemDark(isDark: boolean): void {
    this.systemIsDark = isDark;
    this.tell();
  }
  tell(): void {
    for (const page of pages) void apply(page);
    this.emit('updated');
  }
}

export const nativeTheme = new NativeTheme();

export function followTheme(page: Promise<CdpSession>): void {
  pages.add(page);
  void apply(page);
}

async function apply(page: Promise<CdpSession>): Promise<void> {
  const value = nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
  try {
    await (await page).send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  } catch {
    pages.delete(page);
  }
}
