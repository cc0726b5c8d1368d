/** @file Loads sharp so that it works where it is: under Electron on Linux two copies of GLib get in each other's way. */
import { readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join, sep } from 'node:path';
import type { SharpConstructor } from 'sharp';
import { assertNever } from '../../../shared/brand.ts';
import { type PixelEngine, type PixelLoad, pixelLoads } from './pixel-port.ts';

type OpenLibrary = (module: object, file: string, flags?: number) => void;

/** The part of `process` through which Node loads native code. */
export type LibraryLoader = { dlopen: OpenLibrary };

/** <dlfcn.h> of Linux: the library stays, even if Node lets it go. Node has no name for it. */
const RTLD_NODELETE = 0x1000;

const nativeSharp = /^(.*[\\/]@img[\\/])sharp-(linux[^\\/]*)[\\/]/;

/** Formats that are read; every other reader of libvips is shut. */
const readers = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif', 'Svg'].map((name) => `VipsForeignLoad${name}`);

/**
 * Must be called before anything imports sharp, and once in a process. Throws when sharp cannot be loaded this way.
 * Two steps: first libvips by itself, with its own GLib; then sharp's binding, told to look in its own libraries first
 * (https://github.com/lovell/sharp/issues/4522; one step alone dies under a foreign malloc such as Chromium's).
 */
export async function loadSharp(engine: PixelEngine, loader: LibraryLoader): Promise<SharpConstructor> {
  const open = loader.dlopen;
  switch (engine) {
    case 'native':
      break;
    case 'two-step':
      loader.dlopen = inTwoSteps((...library) => open.apply(loader, library));
      break;
    case 'webassembly':
      loader.dlopen = (module, file, ...flags) => {
        if (/[\\/]@img[\\/]sharp-/.test(file)) throw new Error('Native sharp is not wanted');
        open.call(loader, module, file, ...flags);
      };
      break;
    default:
      assertNever(engine, 'pixel engine');
  }
  try {
    const { default: sharp } = await import('sharp');
    return sharp;
  } finally {
    loader.dlopen = open;
  }
}

/** One thread for each picture (several are in work at once), nothing kept between pictures, no rare readers. */
export function settle(sharp: SharpConstructor): void {
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: readers });
}

/** Throws when pixels do not come out as they must: a picture is made, encoded, decoded and looked at. */
export async function testSharp(sharp: SharpConstructor): Promise<void> {
  const colour = { r: 200, g: 30, b: 60 };
  const jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: colour } })
    .jpeg({ quality: 95 })
    .toBuffer();
  for (const format of ['webp', 'png'] as const) {
    const small = await sharp(jpeg).resize(16, 12).toFormat(format).toBuffer();
    const { data, info } = await sharp(small).raw().toBuffer({ resolveWithObject: true });
    const [red = 0, green = 0, blue = 0] = data;
    const off = Math.max(Math.abs(red - colour.r), Math.abs(green - colour.g), Math.abs(blue - colour.b));
    if (info.width !== 16 || info.height !== 12 || off > 8) throw new Error(`sharp's self-test failed for ${format}`);
  }
}

/** What a process is told to load, by its argument. */
export function pixelLoad(name: string | undefined): PixelLoad {
  const load = pixelLoads.find((known) => known === name);
  if (load === undefined) throw new Error(`Pixels cannot be loaded as ${name}`);
  return load;
}

function inTwoSteps(open: OpenLibrary): OpenLibrary {
  return (module, file, ...flags) => {
    const [, packages, system] = nativeSharp.exec(file) ?? [];
    if (packages === undefined || system === undefined) {
      open(module, file, ...flags);
      return;
    }
    // Native code is never inside the archive, though its path says so.
    const outside = packages.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
    const libraries = join(outside, `sharp-libvips-${system}`, 'lib');
    for (const name of readdirSync(libraries)) {
      if (name.startsWith('libvips-cpp.so')) mapLibrary(open, join(libraries, name));
    }
    open(module, file, constants.dlopen.RTLD_NOW | constants.dlopen.RTLD_DEEPBIND);
  };
}

/** Node complains that the library is no module of its kind, but it is loaded by then and stays. */
function mapLibrary(open: OpenLibrary, file: string): void {
  try {
    open({ exports: {} }, file, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('did not self-register')) throw error;
  }
}
