/** @file The trial: a cloud on this computer, kept as a profile of this name; both sides speak it. */

/** It starts with the app and ends with it; its endpoints are new at each start. */
export const trialProfile = 'this-computer';
