/** @file Turns a camera's notes into what is told of a picture, believing none of them; pure. */
import type { PictureDetails } from '../../../shared/image.ts';

/** What a reader of EXIF found, in its own units. Nothing of it is to be trusted. */
export type CameraNotes = {
  readonly make?: string | undefined;
  readonly model?: string | undefined;
  readonly lens?: string | undefined;
  /** "2024:07:08 09:10:11". */
  readonly takenAt?: string | undefined;
  /** "+02:00". */
  readonly offset?: string | undefined;
  /** Decimal degrees, south and west below nought; metres. */
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly altitude?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly orientation?: number | undefined;
};

export type FoundDetails = {
  readonly details: PictureDetails;
  /** The bytes are a camera's RAW, whatever else they can be read as. */
  readonly isRaw: boolean;
  /** Pixels, upright: of a whole JPEG, from its frame's own header. */
  readonly frame?: { readonly width: number; readonly height: number };
};

/** From the first bytes of a file, or its EXIF alone. Never throws: what cannot be read is not there. */
export type ReadDetails = (bytes: Uint8Array) => FoundDetails;

/** Letters; a longer name is cut. */
const longestName = 200;

/** Only what is plausible is kept; the rest is as if the camera had written nothing. */
export function pictureDetails(notes: CameraNotes): PictureDetails {
  return defined({
    ...uprightSize(notes),
    capturedAt: capturedAt(notes.takenAt, notes.offset),
    camera: camera(clean(notes.make), clean(notes.model)),
    lens: clean(notes.lens),
    gps: gps(notes),
  });
}

function uprightSize({
  width,
  height,
  orientation = 1,
}: CameraNotes): Partial<Pick<PictureDetails, 'width' | 'height'>> {
  if (!isPixels(width) || !isPixels(height)) return {};
  return orientation >= 5 && orientation <= 8 ? { width: height, height: width } : { width, height };
}

function isPixels(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value > 0;
}

function capturedAt(takenAt: string | undefined, offset: string | undefined): string | undefined {
  const parts = /^(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(takenAt ?? '');
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1);
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  // A day that does not exist (31 June, month 0) comes back as another one or none.
  const read = new Date(`${local}Z`);
  if (year === '0000' || Number.isNaN(read.getTime()) || read.toISOString().slice(0, 19) !== local) return undefined;
  return /^[+-](0\d|1[0-4]):[0-5]\d$/.test(offset ?? '') ? `${local}${offset}` : local;
}

/** "Canon" and "Canon EOS R5" are one name, and so are "NIKON CORPORATION" and "NIKON D850". */
function camera(make: string | undefined, model: string | undefined): string | undefined {
  if (make === undefined || model === undefined) return model ?? make;
  const [brand = make] = make.split(' ');
  return model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${make} ${model}`;
}

function gps({ latitude, longitude, altitude }: CameraNotes): PictureDetails['gps'] {
  if (latitude === undefined || longitude === undefined) return undefined;
  // Written so that NaN fails.
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  const place = { latitude: rounded(latitude), longitude: rounded(longitude) };
  const isPlausible = altitude !== undefined && Math.abs(altitude) < 100_000;
  return isPlausible ? { ...place, altitude: rounded(altitude) } : place;
}

/** To about a centimetre: more digits are the noise of dividing. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

function clean(text: string | undefined): string | undefined {
  const letters = text
    ?.replace(/[\p{Cc}\p{Cf}\p{Cs}\uFFFD]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestName);
  return letters === undefined || letters === '' ? undefined : letters;
}

function defined(details: { [Name in keyof PictureDetails]: PictureDetails[Name] | undefined }): PictureDetails {
  const entries = Object.entries(details).filter(([, value]) => value !== undefined);
  // Every name is one of PictureDetails, by the parameter's type.
  return Object.fromEntries(entries) as PictureDetails;
}
