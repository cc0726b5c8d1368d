/** @file What can be asked of Cloudroll and what it answers, for every window and terminal; checked on both sides. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Activity, Change, Status } from './activity.ts';
import { ask, done, nothing } from './ask.ts';
import { cloudContract } from './cloud-contract.ts';
import { NewKeys } from './credentials.ts';
import { Drop, DropToken, FolderDetails, FolderRules, RulesPreview } from './folder.ts';
import { HistoryFilter, HistoryPage, HistoryRequest, ImageInFull } from './history.ts';
import { ImageId } from './image.ts';
import { IssueEntry } from './issue.ts';
import { libraryContract } from './library-contract.ts';
import { Profile } from './profile.ts';
import { CheckResult } from './profile-check.ts';
import { CancelOutcome, ImageKey, PauseRequest } from './queue.ts';
import { settingsContract } from './settings-contract.ts';
import { Settings, SettingsChange, Surface } from './window-settings.ts';

const FolderId = z.strictObject({ id: z.number().int() });

/** With its content type, its size and its SHA-256 signed: the store refuses anything else. */
const UploadLink = z.object({
  url: z.string(),
  method: z.literal('PUT'),
  /** To be sent exactly so. */
  headers: z.record(z.string(), z.string()),
  key: z.string(),
  /** Milliseconds since 1970 UTC. */
  expiresAt: z.number(),
});

/** Every call may be repeated. Secrets go in by `profiles.save` and come out by none. */
export const contract = {
  ...cloudContract,
  ...settingsContract,
  ...libraryContract,
  surface: ask.input(nothing).output(Surface),
  status: ask.route({ method: 'GET', path: '/status' }).input(nothing).output(Status),
  /** The first at once; then what changed since, gathered, at most ten times a second. */
  changes: ask.input(nothing).output(eventIterator(z.object({ changed: z.array(Change) }))),
  /** The first at once; then when something moved, at most ten times a second. */
  activity: ask.input(nothing).output(eventIterator(Activity)),

  images: {
    page: ask.route({ method: 'GET', path: '/images' }).input(HistoryRequest).output(HistoryPage),
    count: ask
      .route({ method: 'GET', path: '/images/count' })
      .input(HistoryFilter)
      .output(z.object({ images: z.number(), bytes: z.number() })),
    /** Media types there are, most first. */
    types: ask.input(nothing).output(z.array(z.object({ type: z.string(), images: z.number() }))),
    find: ask.route({ method: 'GET', path: '/images/{profile}/{imageId}' }).input(ImageKey).output(ImageInFull),
    /** An address that gives the bytes to whoever has it, for five minutes. */
    downloadLink: ask
      .route({ method: 'GET', path: '/images/{profile}/{imageId}/download' })
      .input(ImageKey.extend({ rendition: z.string().max(32).default('original') }))
      .output(z.object({ url: z.string(), expiresAt: z.number() })),
    /** An address that takes these bytes and no others, for five minutes; `cloudroll verify --repair` makes the record. */
    uploadLink: ask
      .route({ method: 'POST', path: '/uploads' })
      .input(
        z.strictObject({
          profile: z.string().max(64),
          sha256: ImageId,
          /** Bytes. */
          size: z.number().int().positive(),
          contentType: z.string().regex(/^image\/[a-z0-9.+-]{1,64}$/),
          fileName: z.string().min(1).max(255),
        }),
      )
      .output(UploadLink),
  },

  issues: ask
    .route({ method: 'GET', path: '/issues' })
    .input(z.strictObject({ limit: z.number().int().min(1).max(1000).default(100) }))
    .output(z.array(IssueEntry)),

  queue: {
    /** What is being sent goes on to its end; nothing begins. Answers until when; null: until resumed. */
    pause: ask.input(PauseRequest).output(z.object({ until: z.number().nullable() })),
    resume: ask.input(nothing).output(done),
    /**
     * One image (one that was cancelled begins again), one file that is no image yet, or neither: whatever waits, is
     * blocked or has failed, and every held profile.
     */
    tryNow: ask
      .input(z.strictObject({ image: ImageKey.optional(), file: z.number().int().optional() }))
      /** How many images and files are tried. */
      .output(z.object({ tried: z.number() })),
    /** One that is on its way. Resolves when nothing of it is under way any more. */
    cancel: ask.input(ImageKey).output(z.object({ outcome: CancelOutcome })),
  },

  folders: {
    list: ask.route({ method: 'GET', path: '/folders' }).input(nothing).output(z.array(FolderDetails)),
    /** The folders of a drop: watched from now on, or carried once. Answers their ids. */
    add: ask
      .input(FolderRules.extend({ token: DropToken, profile: z.string().max(64), watched: z.boolean() }))
      .output(z.object({ ids: z.array(z.number()) })),
    /** Forgets the folder. What is stored stays stored; nothing on the disk is touched. */
    remove: ask.input(FolderId).output(done),
    /** The scan has begun; `changes` tells when it has ended. */
    rescan: ask.input(FolderId).output(done),
    setRules: ask.input(FolderRules.extend({ id: z.number().int() })).output(done),
    preview: ask
      .input(FolderRules.extend({ of: z.union([FolderId, z.strictObject({ token: DropToken })]) }))
      .output(RulesPreview),
  },

  drops: {
    /** The system's dialog; null when the person changed their mind. `surface.canPick` says whether there is one. */
    pick: ask.input(z.strictObject({ kind: z.enum(['files', 'folder']) })).output(Drop.nullable()),
    look: ask.input(z.strictObject({ token: DropToken })).output(Drop),
    /** Carries the files of a drop; its folders are `folders.add`'s. */
    carry: ask
      .input(z.strictObject({ token: DropToken, profile: z.string().max(64) }))
      .output(z.object({ files: z.number() })),
  },

  settings: {
    get: ask.input(nothing).output(Settings),
    /** Answers what holds now. */
    set: ask.input(SettingsChange).output(Settings),
  },

  profiles: {
    /** `editable` is false for the one that the environment gives. */
    list: ask
      .route({ method: 'GET', path: '/profiles' })
      .input(nothing)
      .output(z.array(z.object({ profile: Profile, editable: z.boolean() }))),
    /** Adds it, or replaces the one of that name. `keys` go to the keychain first, under `profile:<name>`. */
    save: ask.input(z.strictObject({ profile: Profile, keys: NewKeys.optional() })).output(done),
    /** Its folders stay, and wait for a profile of that name. Its key leaves the keychain. */
    remove: ask.input(z.strictObject({ name: z.string().max(64) })).output(done),
    /** Tries every permission that carrying needs, one by one. */
    test: ask.input(z.strictObject({ name: z.string().max(64) })).output(eventIterator(CheckResult)),
  },
};
