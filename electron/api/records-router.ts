/** @file Our side of shared/records-contract: find, follow, describe, log, export; each call delegates in a line or two. */
import { createReadStream } from 'node:fs';
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { FoundFile } from '../../shared/library-find.ts';
import { fileFailure } from '../foundation/file-failure.ts';
import { describeImages, descriptionInFull, undoDescribing } from '../library/describe/describe-images.ts';
import { tagsBeginning } from '../library/describe/tags-beginning.ts';
import { exportLog, exportRecords } from '../library/export/export-records.ts';
import { importRecords } from '../library/export/import-records.ts';
import { findInCloud } from '../library/find-file.ts';
import { failureAlert, health, keepFailureAlert } from '../library/log/health.ts';
import { logPage } from '../library/log/log-page.ts';
import { keepPublishing, publishing } from '../library/log/publishing.ts';
import { failuresAsData, unknown } from './answering.ts';
import { named, whileAsked } from './asked.ts';
import type { RecordsDesk } from './records-desk.ts';
import type { WindowContext } from './window-router.ts';

/** What these calls need beside what every window does. */
export type RecordsContext = { readonly records: RecordsDesk };

const call = implement(contract).$context<WindowContext>().use(failuresAsData).library;

export const recordsRouter = {
  find: {
    file: call.find.file.handler(({ context, input, signal }) => findAll(context, input.token, whileAsked(signal))),
    devices: call.find.devices.handler(({ context }) => context.ledger.catalogue.devices(context.device)),
  },
  following: call.following.handler(({ context }) => context.records.states()),
  follow: call.follow.handler(({ context }) => {
    context.records.nudge();
    return {};
  }),
  describe: {
    get: call.describe.get.handler(
      ({ context, input }) => descriptionInFull(context, input, context.device) ?? unknown('image'),
    ),
    set: call.describe.set.handler(({ context, input }) =>
      described(context, describeImages(context.records.describing, input.images, input.change)),
    ),
    undo: call.describe.undo.handler(({ context, input }) =>
      described(context, undoDescribing(context.records.describing, input.undo)),
    ),
  },
  tags: call.tags.handler(({ context, input }) => tagsBeginning(context.ledger, input)),
  log: {
    page: call.log.page.handler(({ context, input }) => logPage(context.ledger, input)),
    export: call.log.export.handler(({ context, input }) => exportLog(context.ledger, input)),
    health: call.log.health.handler(({ context }) => ({
      ...health(context.ledger, context.clock.now()),
      publishing: publishing(
        context.ledger,
        context.settings.profiles().map(({ name }) => name),
      ),
    })),
    setAlert: call.log.setAlert.handler(async ({ context: { ledger }, input }) => {
      await ledger.commit(() => keepFailureAlert(ledger, input));
      return failureAlert(ledger);
    }),
    setPublishing: call.log.setPublishing.handler(async ({ context, input }) => {
      const { name } = named(context, input.profile);
      await context.ledger.commit(() => keepPublishing(context.ledger, name, input.on));
      return {};
    }),
  },
  export: call.export.handler(async function* ({ context, input }) {
    const { ledger, records, clock } = context;
    yield* exportRecords(ledger, input, records.userIdOf);
    await ledger.commit(() => ledger.deeds.note({ kind: 'exported', subject: input.format }, clock.now()));
  }),
  import: call.import.handler(async ({ context, input }) => {
    const { from } = input;
    const pieces = 'text' in from ? textAsPieces(from.text) : fileAsPieces(fileOf(context, from.token));
    const report = await importRecords(context.records.describing, pieces, input);
    if (report.undo !== null) await described(context, Promise.resolve());
    return report;
  }),
};

/** The window shows it at once, and the cloud learns of it as soon as it can. */
async function described<Answer>(context: WindowContext, done: Promise<Answer>): Promise<Answer> {
  const answer = await done;
  context.changes.tell('images');
  context.records.nudge();
  return answer;
}

async function* findAll(context: WindowContext, token: string, signal: AbortSignal): AsyncGenerator<FoundFile, void> {
  const { files } = context.drops.find(token) ?? unknown('drop');
  const { ledger, device, engine } = context;
  for (const path of files) yield await findInCloud({ ledger, device, read: engine.parts.read }, path, signal);
}

function fileOf(context: WindowContext, token: string): string {
  return context.drops.find(token)?.files[0] ?? unknown('drop');
}

async function* textAsPieces(text: string): AsyncGenerator<string, void> {
  yield text;
}

async function* fileAsPieces(path: string): AsyncGenerator<Buffer, void> {
  try {
    for await (const piece of createReadStream(path)) yield piece;
  } catch (error) {
    throw fileFailure(error, path);
  }
}
