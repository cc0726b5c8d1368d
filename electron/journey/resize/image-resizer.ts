/** @file What the journey asks of whoever makes renditions; fulfilled by sharp in a process of its own, and by a fake in tests. */
import type { PictureDetails } from '../../../shared/image.ts';
import type { RenditionRecipe } from '../../../shared/profile.ts';
import type { FileIdentity } from '../../foundation/file-identity.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';

export type ResizeRequest = {
  readonly path: AbsolutePath;
  /** The file as it was when it was hashed; other bytes are not resized. */
  readonly identity: FileIdentity;
  readonly recipes: readonly RenditionRecipe[];
  /** Pixels of the input; more is refused before anything is decoded. */
  readonly pixelLimit: number;
};

export type Rendition = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly contentType: string;
  /** Without a dot. */
  readonly extension: string;
};

/** Why there are no renditions. The original is carried all the same. */
export type WithoutRenditions = 'cannot-decode' | 'too-many-pixels' | 'picture-crashes' | 'picture-timed-out';

export type ResizeResult =
  | { readonly kind: 'resized'; readonly details: PictureDetails; readonly renditions: readonly Rendition[] }
  | { readonly kind: 'without-renditions'; readonly details: PictureDetails; readonly why: WithoutRenditions };

export type ImageResizer = {
  /**
   * Makes every rendition from one decode: auto-oriented, sRGB, no metadata.
   * Twice is harmless. Throws Failed `file-changed` or `file-missing` when the file is not the one of `identity` before
   * and after the pixels were read, and an AbortError when the signal aborts. A picture that cannot be decoded, or that
   * kills the process three times, is a result, not an error.
   */
  readonly resize: (request: ResizeRequest, signal: AbortSignal) => Promise<ResizeResult>;
  /** Starts now what the first picture with these recipes would start. Twice is harmless; what does not start is told of with that picture. */
  readonly warmUp: (recipes: readonly RenditionRecipe[]) => void;
  /** Which engine runs: shown in the check-up. */
  readonly engine: () => Promise<'native' | 'two-step' | 'webassembly'>;
  /** Ends its processes; pending requests reject with an AbortError. */
  readonly close: () => Promise<void>;
};
