/** @file The calls about a person's own cloud: keys, endpoints, what is there already, and what is made, priced and cleaned up. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { BucketLook, FolderMove, ImportFindings, ImportProgress, TableLook } from './adoption.ts';
import { ask, done, nothing } from './ask.ts';
import { DetectedCredentials, EnvFile, KeysInUse, NewKeys } from './credentials.ts';
import { BucketPlace, StoreFeatures } from './endpoint.ts';
import { DropToken } from './folder.ts';
import { Profile } from './profile.ts';
import { cleanContract, costContract, setUpContract } from './set-up-contract.ts';

const OfProfile = z.strictObject({ profile: z.string().max(64) });

/** Each may be repeated. What fails as expected leaves as `FAILED`; a profile that there is not as `UNKNOWN`. */
export const cloudContract = {
  cloud: {
    /** What this computer has that opens a cloud: AWS profiles by kind, the environment, and whether the keychain answers. */
    detectedProfiles: ask.input(nothing).output(DetectedCredentials),
    /** Whose keys these are and how old; asks the token service. */
    identity: ask.input(OfProfile).output(KeysInUse),
    /** Opens a session with the code of an MFA device; what waited for it goes on. Throws `mfa-needed` for a wrong code. */
    signIn: ask.input(OfProfile.extend({ code: z.string().regex(/^\d{6,8}$/) })).output(KeysInUse),
    /** Tries the new keys, and only if they work and are of the same account puts them in the old one's place. */
    rotateKeys: ask.input(OfProfile.extend({ keys: NewKeys })).output(KeysInUse),
    /** What an .env file says, of a drop or handed over by a browser; its keys stay in the main process. */
    readEnvFile: ask.input(z.strictObject({ token: DropToken })).output(EnvFile),
    /** Saves the profile with the file's keys, which go to the keychain; `removeKeys` takes them out of a dropped file then. */
    importEnvFile: ask
      .input(z.strictObject({ token: DropToken, profile: Profile, removeKeys: z.boolean(), forSession: z.boolean() }))
      .output(done),
    /** The profile for whatever names none; null for no preference. */
    defaultProfile: ask.input(nothing).output(z.object({ profile: z.string().nullable() })),
    setDefaultProfile: ask.input(z.strictObject({ profile: z.string().max(64).nullable() })).output(done),

    /** Where the bucket really is; asked without needing any right. */
    bucketPlace: ask.input(OfProfile).output(BucketPlace),
    /** Takes over the bucket's region; a table that is only in the old one keeps it. Answers where both are then. */
    switchRegion: ask
      .input(OfProfile.extend({ region: z.string().regex(/^[a-z0-9-]{2,32}$/) }))
      .output(z.object({ region: z.string(), dynamodbRegion: z.string() })),
    /** Asked with a canary of one byte, which is taken away again. */
    features: ask.input(OfProfile).output(StoreFeatures),

    /** What is weak about the profile's buckets, with the step of `setup.apply` that mends it. Changes nothing. */
    lookAtBucket: ask.input(OfProfile).output(BucketLook),
    /** The table as it is, and how records would fit into it. */
    lookAtTable: ask.input(OfProfile).output(TableLook),
    /** Keeps how records fit in the profile. Throws `wrong-table` where they do not. */
    adoptTable: ask.input(OfProfile).output(TableLook),
    /** What an import would find; reads no object. */
    importFindings: ask.input(OfProfile).output(ImportFindings),
    /** Reads each foreign original once and shows it in the history; changes nothing in the cloud. Ends with `ended`. */
    importImages: ask.input(OfProfile).output(eventIterator(ImportProgress)),

    /** What moving the folder to that profile would mean. */
    folderMove: ask.input(z.strictObject({ id: z.number().int(), profile: z.string().max(64) })).output(FolderMove),
    moveFolder: ask.input(z.strictObject({ id: z.number().int(), profile: z.string().max(64) })).output(FolderMove),

    ...setUpContract,
    ...costContract,
    ...cleanContract,
  },
};
