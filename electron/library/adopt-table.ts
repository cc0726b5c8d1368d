/** @file A table that was there before Cloudroll becomes a profile's: looked at, and how records fit kept in the profile. */
import type { TableLook } from '../../shared/adoption.ts';
import type { Profile } from '../../shared/profile.ts';
import { Failed } from '../foundation/failed.ts';
import type { Cloud } from '../journey/journey.ts';
import { ImageRecord } from '../journey/record/image-record.ts';

/** Throws Failed `no-table` for a profile without one, and as the table answers. Changes nothing. */
export async function lookAtProfileTable({ profile, inquiry }: Cloud, signal: AbortSignal): Promise<TableLook> {
  if (profile.table === undefined || inquiry === undefined) {
    const subject = `profile ${profile.name}`;
    throw new Failed({ code: 'no-table', retry: 'after-user-acts', scope: 'profile', subject });
  }
  const look = await inquiry.lookAtTable(signal);
  const { fits } = look;
  // An attribute that says something else of an image cannot hold its id.
  const isTaken = fits.how === 'by-image' && fits.recordKey !== 'image_id' && fits.recordKey in ImageRecord.shape;
  return isTaken ? { ...look, fits: { how: 'not', why: 'name-taken' } } : look;
}

/** The profile as it is with that table. Throws Failed `wrong-table` where no record of ours fits. */
export function adoptedProfile(profile: Profile, look: TableLook): Profile {
  const { recordKey: _, ...rest } = profile;
  switch (look.fits.how) {
    case 'as-ours':
      return rest;
    case 'by-image':
      return { ...rest, recordKey: look.fits.recordKey };
    default: {
      const detail = look.key.map((name, index) => `${name} ${look.keyTypes[index]}`).join(', ');
      throw new Failed({
        code: 'wrong-table',
        retry: 'after-user-acts',
        scope: 'profile',
        subject: look.table,
        detail,
      });
    }
  }
}
