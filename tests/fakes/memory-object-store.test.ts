/** @file The object store in memory, held to the contract of S3. */
import { objectStoreContract } from '../contracts/object-store.contract.ts';
import { memoryObjectStore } from './memory-object-store.ts';

objectStoreContract('in memory', () => {
  const store = memoryObjectStore({ buckets: ['bucket'] });
  const proofs = ['sha256', 'sha256-parts'] as const;
  return Promise.resolve({
    store,
    bucket: 'bucket',
    proofs,
    looksBeforeCompleting: true,
    close: () => Promise.resolve(),
  });
});
