/** @file The calls of the library that let others see an image, take one from others, and prove what is stored. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { ask, done, nothing } from './ask.ts';
import { Link, LinkChoices, LinkRequest } from './link.ts';
import { NewRequest, RequestEntry, RequestLink } from './photo-request.ts';
import { ImageKey } from './queue.ts';
import { VerifyState } from './verify-run.ts';

const ProfileName = z.strictObject({ profile: z.string().max(64) });
const Incoming = ProfileName.extend({ key: z.string().max(1024) });

export const linksContract = {
  /** What can be linked of the image, and for how long. */
  choices: ask.input(ImageKey).output(LinkChoices),
  /**
   * The store is asked first whether the object is there. An original that tells its location is shared as a copy without,
   * unless the profile says otherwise; where that cannot be made and proven, `FAILED` `location-not-removed`, and no link.
   */
  make: ask.route({ method: 'POST', path: '/links' }).input(LinkRequest).output(Link),
};

export const requestsContract = {
  make: ask.route({ method: 'POST', path: '/requests' }).input(NewRequest).output(RequestLink),
  /** Newest first, with what the bucket holds now. */
  list: ask.input(ProfileName).output(z.array(RequestEntry)),
  /** Takes in what arrived (one, or all): read, checked, hashed and carried like any file, or refused with the reason. */
  take: ask
    .input(ProfileName.extend({ key: z.string().max(1024).optional() }))
    .output(z.object({ taken: z.number(), refused: z.number() })),
  /** Removes what arrived without taking it, and forgets the request. */
  discard: ask.input(Incoming).output(done),
};

export const verifyContract = {
  /** Goes on in the background, whichever window asked; a second begin joins the first, or takes its place if it does more. */
  begin: ask
    .input(ProfileName.extend({ repair: z.boolean().default(false), deep: z.boolean().default(false) }))
    .output(done),
  /** What was found is kept; the next begins where this one stopped. */
  stop: ask.input(ProfileName).output(done),
  /** Of every profile: the first at once, then at each change, at most ten times a second. */
  follow: ask.input(nothing).output(eventIterator(z.array(VerifyState))),
};
