/** @file The calls about what is stored, noun by noun; each noun's own file says what it answers. */
import { filesContract } from './files-contract.ts';
import { deleteContract, freeContract, restoreContract } from './keeping-contract.ts';
import { recordsContract } from './records-contract.ts';
import { linksContract, requestsContract, verifyContract } from './share-contract.ts';

export const libraryContract = {
  library: {
    ...recordsContract,
    delete: deleteContract,
    restore: restoreContract,
    free: freeContract,
    files: filesContract,
    links: linksContract,
    requests: requestsContract,
    verify: verifyContract,
  },
};
