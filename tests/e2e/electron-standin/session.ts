/** @file The stand-in's session: permissions are what the app's handlers say, and all of them where it says nothing, as in Electron. */
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';
import { protocol } from './protocol.ts';
import { cdp } from './surroundings.ts';

type Request = (contents: unknown, permission: string, callback: (allowed: boolean) => void, details: object) => void;
type Check = (contents: unknown, permission: string, origin: string, details: object) => boolean;

/** Electron's names and Chromium's. */
const permissions: readonly (readonly [electron: string, chromium: Protocol.Browser.PermissionType])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'audioCapture'],
  ['media', 'videoCapture'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboardReadWrite'],
  ['clipboard-sanitized-write', 'clipboardSanitizedWrite'],
  ['idle-detection', 'idleDetection'],
];

class Session {
  request: Request | null = null;
  check: Check | null = null;
  device: ((details: object) => boolean) | null = null;
  hasDisplayHandler = false;
  readonly protocol = protocol;

  setPermissionRequestHandler(handler: Request | null): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: Check | null): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: ((details: object) => boolean) | null): void {
    this.device = handler;
  }
  setDisplayMediaRequestHandler(handler: unknown): void {
    this.hasDisplayHandler = handler !== null;
  }

  /** What a page would be granted: by both handlers, or by Electron itself where there is none. */
  async grant(origin: string): Promise<void> {
    const granted: Protocol.Browser.PermissionType[] = [];
    for (const [name, chromium] of permissions) {
      const isChecked = this.check === null || this.check(null, name, origin, {});
      const isGiven =
        this.request === null ||
        (await new Promise<boolean>((resolve) => this.request?.(null, name, resolve, { requestingUrl: origin })));
      if (isChecked && isGiven) granted.push(chromium);
    }
    await cdp.browser.send('Browser.grantPermissions', { permissions: granted });
  }
}

export const defaultSession = new Session();
