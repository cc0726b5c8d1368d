/** @file Says whether the times of files under a path come from this computer's own kernel; watching process. */
import { statfsSync } from 'node:fs';

/** Magic numbers of statfs(2) and linux/magic.h: ext2 to 4, btrfs, xfs, tmpfs, f2fs, bcachefs, zfs, overlayfs. */
const localTypes = new Set([
  0xef53, 0x9123683e, 0x58465342, 0x01021994, 0xf2f52010, 0xca451a4e, 0x2fc12fc1, 0x794c7630,
]);

/** False when in doubt: it only costs a second look at each new file. */
export function keepsKernelTimes(path: string, platform: NodeJS.Platform): boolean {
  if (platform !== 'linux') return false;
  try {
    return localTypes.has(statfsSync(path).type);
  } catch {
    // A root that went away in this moment is noticed and named by whoever reads it next.
    return false;
  }
}
