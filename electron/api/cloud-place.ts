/** @file The calls about where a profile's cloud is and what it can do; part of cloud-router.ts. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import { whoAmI } from '../cloud/inquiry.ts';
import { profileKeys } from '../cloud/profile-keys.ts';
import { bucketPlace } from '../cloud/s3-bucket-place.ts';
import { s3Client } from '../cloud/s3-client.ts';
import { storeFeatures } from '../cloud/s3-features.ts';
import { switchedTo } from '../cloud/switch-region.ts';
import { failuresAsData } from './answering.ts';
import { named, whileAsked } from './asked.ts';
import type { WindowContext } from './window-router.ts';

const call = implement(contract).$context<WindowContext>().use(failuresAsData).cloud;

export const cloudPlace = {
  bucketPlace: call.bucketPlace.handler(async ({ context, input, signal }) => {
    const profile = named(context, input.profile);
    const { client, close } = s3Client(profile, profileKeys(profile, context.keys), context.keys.clients);
    try {
      const found = await bucketPlace(client, profile.bucket, whileAsked(signal));
      return { bucket: profile.bucket, expected: profile.region, found };
    } finally {
      close();
    }
  }),
  switchRegion: call.switchRegion.handler(async ({ context, input, signal }) => {
    const profile = named(context, input.profile);
    const { inquiry } = await context.openForTest(profile.name);
    const look = async (): Promise<unknown> => inquiry?.lookAtTable(whileAsked(signal));
    const switched = await switchedTo(input.region, profile, look);
    await context.settings.saveProfile(switched, undefined);
    await context.profileSaved(profile.name);
    return { region: switched.region, dynamodbRegion: switched.dynamodbRegion ?? switched.region };
  }),
  features: call.features.handler(async ({ context, input, signal }) => {
    const profile = named(context, input.profile);
    const keys = profileKeys(profile, context.keys);
    const options = context.keys.clients ?? {};
    const features = await storeFeatures(profile, { keys, options, name: context.canary }, whileAsked(signal));
    return { ...features, tokenService: (await whoAmI(profile, { keys, options }, whileAsked(signal))) !== null };
  }),
};
