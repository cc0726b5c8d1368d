/** @file What the desktop loads of the engine while its first window begins, a piece at a time; main process. */

/**
 * Main draws the window and answers its page in between, so each is a few hundredths of a second at most. Schemas come first, for
 * building them is most of the work; start-desktop.ts brings what is left.
 */
export const enginePieces: readonly (() => Promise<unknown>)[] = [
  () => import('../../shared/profile.ts'),
  () => import('../../shared/cloud-contract.ts'),
  () => import('../../shared/library-contract.ts'),
  () => import('../../shared/contract.ts'),
  () => import('../ledger/open-ledger.ts'),
  () => import('../engine.ts'),
  () => import('../api/window-router.ts'),
  () => import('../api/open-api.ts'),
];
