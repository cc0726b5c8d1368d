/** @file Makes renditions with sharp; runs in the pixel process, because the bytes it reads may be hostile. */
import { readFile } from 'node:fs/promises';
import type { Metadata, Sharp, SharpConstructor, SharpInput, SharpOptions } from 'sharp';
import type { PictureDetails } from '../../../shared/image.ts';
import type { RenditionRecipe } from '../../../shared/profile.ts';
import type { Rendition, ResizeRequest, ResizeResult } from './image-resizer.ts';
import type { ReadDetails } from './picture-details.ts';
import { expectSameFile, notesSize, readStart } from './read-head.ts';
import { type Size, scaledSize, sharedSize } from './rendition-plan.ts';

export type SharpImageResizerParts = {
  readonly sharp: SharpConstructor;
  readonly readDetails: ReadDetails;
  /** Told why a picture could not be decoded, in the decoder's words. */
  readonly onTrouble: (path: string, why: string) => void;
};

/** Bytes. The directory of a larger TIFF is not looked for behind its pixels. */
const largestNotedTiff = 128 * 1024 * 1024;

/** Bytes. A drawing is read whole, and a larger one is not drawn. */
const largestDrawing = 32 * 1024 * 1024;

/**
 * A decoder that reports an error ends the picture: half a photo with grey below is no rendition, and that the file is damaged is
 * worth being told. Mere warnings (an odd marker, a wrong profile) pass.
 */
const failOn = 'error';

/** Half the time of sharp's own 4 for a twentieth more bytes, of which a thumbnail has few. */
const webpEffort = 2;

/** Tables made for each picture are a fifth of the work of its renditions and save a fourteenth of a preview's bytes. */
const optimiseCoding = false;

/** Catmull-Rom's: small type side by side reads as with sharp's own lanczos3, with fainter halos, and a photo takes a fourteenth less. */
const kernel = 'cubic';

/** As ImageResizer.resize, without cancelling and without guarding against crashes. */
export function sharpImageResizer(parts: SharpImageResizerParts): (request: ResizeRequest) => Promise<ResizeResult> {
  return async (request) => {
    expectSameFile(request);
    try {
      return await resize(parts, request);
    } finally {
      // Whatever came of it: of another file it says nothing.
      expectSameFile(request);
    }
  };
}

async function resize(parts: SharpImageResizerParts, request: ResizeRequest): Promise<ResizeResult> {
  const { sharp, readDetails, onTrouble } = parts;
  const head = readStart(request, notesSize);
  const input = isText(head) ? await drawing(request) : request.path;
  const metadata = await decoding(() => sharp(input, { failOn, limitInputPixels: false }).metadata());
  if (metadata instanceof Undecodable) {
    onTrouble(request.path, metadata.message);
    return { kind: 'without-renditions', details: readDetails(head).details, why: 'cannot-decode' };
  }
  const notes = readDetails(notesOf(request, metadata, head));
  // What sharp would decode of a RAW is the small copy inside of it.
  if (notes.isRaw) return { kind: 'without-renditions', details: notes.details, why: 'cannot-decode' };
  const details = { ...notes.details, ...dimensions(metadata) };
  if (metadata.width * metadata.height > request.pixelLimit) {
    return { kind: 'without-renditions', details, why: 'too-many-pixels' };
  }
  const renditions = await decoding(() => renderAll({ sharp, input, metadata, request }));
  if (renditions instanceof Undecodable) {
    onTrouble(request.path, renditions.message);
    return { kind: 'without-renditions', details, why: 'cannot-decode' };
  }
  return { kind: 'resized', details, renditions };
}

function notesOf(request: ResizeRequest, metadata: Metadata, head: Buffer): Buffer {
  if (metadata.format !== 'tiff') return metadata.exif ?? head;
  // Most programs write a TIFF's directory after its pixels.
  return request.identity.size > head.byteLength ? readStart(request, largestNotedTiff) : head;
}

/** Of all formats only a drawing has no nought among its first bytes. */
function isText(head: Buffer): boolean {
  return !head.subarray(0, 4096).includes(0);
}

/** As bytes without a place, because then it has no neighbours that it could draw into itself. */
async function drawing({ path, identity }: ResizeRequest): Promise<SharpInput> {
  return identity.size > largestDrawing ? path : readFile(path);
}

function dimensions(metadata: Metadata): Pick<PictureDetails, 'width' | 'height' | 'pages'> {
  const { width, height } = metadata.autoOrient;
  return { width, height, pages: metadata.pages ?? 1 };
}

type Rendering = {
  readonly sharp: SharpConstructor;
  readonly input: SharpInput;
  readonly metadata: Metadata;
  readonly request: ResizeRequest;
};

async function renderAll({ sharp, input, metadata, request }: Rendering): Promise<readonly Rendition[]> {
  const options: SharpOptions = { failOn, limitInputPixels: request.pixelLimit, autoOrient: true };
  const picture: Size = metadata.autoOrient;
  const moving = request.recipes.filter((recipe) => keepsFrames(metadata, recipe, request.pixelLimit));
  const still = request.recipes.filter((recipe) => !moving.includes(recipe));
  const shared = sharedSize(picture, still);
  const decoded = shared === null ? null : await decodeOnce(sharp(input, options), shared, sharp);
  const renditions = await Promise.all(
    request.recipes.map((recipe) => {
      const opened = moving.includes(recipe) ? sharp(input, { ...options, animated: true }) : decoded?.open();
      return render(opened ?? sharp(input, options), scaledSize(picture, recipe), recipe);
    }),
  );
  // Not after a failure: then another rendition may still be reading them.
  decoded?.free();
  return renditions;
}

function keepsFrames(metadata: Metadata, recipe: RenditionRecipe, pixelLimit: number): boolean {
  const frames = metadata.pages ?? 1;
  const canMove = metadata.format === 'gif' || metadata.format === 'webp';
  const fits = metadata.width * metadata.height * frames <= pixelLimit;
  return recipe.animated && recipe.format === 'webp' && canMove && frames > 1 && fits;
}

type Decoded = {
  readonly open: () => Sharp;
  /** Gives the pixels' memory back now: left to the collector, a fifth of this process was pictures that were done. */
  readonly free: () => void;
};

async function decodeOnce(picture: Sharp, size: Size, sharp: SharpConstructor): Promise<Decoded> {
  const { data, info } = await picture
    .resize(size.width, size.height, { fit: 'fill', kernel })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return {
    open: () => sharp(data, { raw: { width, height, channels }, limitInputPixels: false }),
    free: () => {
      // Not where small ones share a piece of memory.
      if (data.byteLength === data.buffer.byteLength) data.buffer.transfer(0);
    },
  };
}

async function render(picture: Sharp, scaled: Size, recipe: RenditionRecipe): Promise<Rendition> {
  const { width, height } = recipe;
  const background = recipe.format === 'jpeg' ? '#ffffff' : { r: 0, g: 0, b: 0, alpha: 0 };
  const sized =
    recipe.fit === 'cover' || recipe.fit === 'contain'
      ? picture.resize(width, height, { fit: recipe.fit, background, kernel })
      : picture.resize(scaled.width, scaled.height, { fit: 'fill', kernel });
  const coloured = recipe.grayscale ? sized.grayscale().toColourspace('b-w') : sized.toColourspace('srgb');
  const { data, info } = await encoded(coloured, recipe).toBuffer({ resolveWithObject: true });
  return {
    name: recipe.name,
    bytes: data,
    width: info.width,
    height: info.pageHeight ?? info.height,
    contentType: `image/${recipe.format}`,
    extension: recipe.format === 'jpeg' ? 'jpg' : recipe.format,
  };
}

function encoded(picture: Sharp, { format, quality }: RenditionRecipe): Sharp {
  switch (format) {
    case 'jpeg':
      return picture.flatten({ background: '#ffffff' }).jpeg({ quality, optimiseCoding });
    case 'png':
      return picture.png();
    case 'webp':
      return picture.webp({ quality, effort: webpEffort });
    case 'avif':
      return picture.avif({ quality });
  }
}

/** What sharp says of bytes it cannot make a picture of. */
class Undecodable extends Error {}

async function decoding<Made>(act: () => Promise<Made>): Promise<Made | Undecodable> {
  try {
    return await act();
  } catch (error) {
    // sharp throws plain errors for bytes; these kinds are our mistakes.
    if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) throw error;
    return new Undecodable(error.message, { cause: error });
  }
}
