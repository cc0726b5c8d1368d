/** @file The stand-in's menus and tray: kept as values, clicked by tests as a person would, enabled and visible items only. */
import type { MenuItemConstructorOptions } from 'electron';
import { StrictEmitter } from './surroundings.ts';

export class MenuItem {
  readonly id: string | undefined;
  readonly type: string;
  readonly label: string;
  readonly role: string | undefined;
  readonly accelerator: string | null;
  readonly icon: unknown;
  readonly toolTip: string;
  submenu: Menu | null;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly options: MenuItemConstructorOptions;

  constructor(options: MenuItemConstructorOptions) {
    this.options = options;
    this.id = options.id;
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu');
    this.label = options.label ?? options.role ?? '';
    this.role = options.role;
    this.accelerator = options.accelerator ?? null;
    this.icon = options.icon;
    this.toolTip = options.toolTip ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    const inner = options.submenu;
    this.submenu =
      inner === undefined ? null : Array.isArray(inner) ? Menu.buildFromTemplate(inner) : (inner as unknown as Menu);
  }

  click(): void {
    if (!this.enabled || !this.visible) throw new Error(`'${this.label}' cannot be clicked`);
    if (this.type === 'checkbox') this.checked = !this.checked;
    this.options.click?.(this as never, undefined, {} as never);
  }
}

export class Menu {
  readonly items: MenuItem[] = [];
  static application: Menu | null = null;

  static buildFromTemplate(template: (MenuItemConstructorOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const one of template) menu.items.push(one instanceof MenuItem ? one : new MenuItem(one));
    return menu;
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.application = menu;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.application;
  }
  append(item: MenuItem): void {
    this.items.push(item);
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      if (item.id === id) return item;
      const inner = item.submenu?.getMenuItemById(id) ?? null;
      if (inner !== null) return inner;
    }
    return null;
  }
  popup(): void {
    throw new Error('The stand-in for Electron pops no menu up');
  }
}

/** Every tray there is, for tests. */
export const trays: Tray[] = [];

export class Tray extends StrictEmitter {
  image: unknown;
  menu: Menu | null = null;
  toolTip = '';
  isGone = false;
  /** How often the menu was replaced. */
  rebuilt = 0;

  constructor(image: unknown) {
    super();
    // As on a desktop without a host for it: Electron makes none, without a word.
    this.image = image;
    trays.push(this);
  }
  override events(): readonly string[] {
    return ['click', 'right-click', 'double-click', 'drop-files', 'drag-enter', 'drag-leave', 'drag-end'];
  }
  setImage(image: unknown): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setTitle(): void {
    // The menu bar of macOS is not here.
  }
  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
    this.rebuilt += 1;
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  destroy(): void {
    this.isGone = true;
    trays.splice(trays.indexOf(this), 1);
  }
}
