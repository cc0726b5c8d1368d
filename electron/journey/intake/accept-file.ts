/** @file What can be said of a file before any of its bytes is read. */
import { platform } from 'node:os';
import type { RefusalReason } from '../../../shared/failure.ts';
import type { FileIdentity } from '../../foundation/file-identity.ts';

export type FileOnDisk = {
  readonly identity: Pick<FileIdentity, 'size'>;
  /** Blocks of 512 bytes that the file takes up on this computer. */
  readonly blocks: number;
};

export type AcceptLimits = {
  /** Bytes. */
  readonly largestFile: number;
  /** Where the file is; this computer's own unless given. */
  readonly platform?: NodeJS.Platform;
};

/** Bytes. Smaller files can live inside the directory entry and take no block of their own. */
const largestWithoutBlocks = 65_536;

/** The reason against the file, or null to read on. */
export function acceptFile(file: FileOnDisk, limits: AcceptLimits): RefusalReason | null {
  const { size } = file.identity;
  if (size === 0) return 'empty';
  if (size > limits.largestFile) return 'too-large';
  return isPlaceholder(file, limits.platform ?? platform()) ? 'cloud-only' : null;
}

/**
 * A file that iCloud, OneDrive or Dropbox has taken away and would fetch if it were read: size but no blocks. Not judged on
 * Linux, where mounted shares (FUSE) may give no blocks for any file, and those services leave no placeholders.
 */
function isPlaceholder(file: FileOnDisk, system: NodeJS.Platform): boolean {
  if (system !== 'darwin' && system !== 'win32') return false;
  return file.blocks === 0 && file.identity.size > largestWithoutBlocks;
}
