/** @file Our side of shared/library-contract, noun by noun; each noun's own file answers. */
import { filesRouter } from './files-router.ts';
import { deleteRouter, freeRouter, restoreRouter } from './keeping-router.ts';
import { recordsRouter } from './records-router.ts';
import { linksRouter, requestsRouter, verifyRouter } from './share-router.ts';

export const libraryRouter = {
  ...recordsRouter,
  delete: deleteRouter,
  restore: restoreRouter,
  free: freeRouter,
  files: filesRouter,
  links: linksRouter,
  requests: requestsRouter,
  verify: verifyRouter,
};
