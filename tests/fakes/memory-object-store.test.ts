/** @file The object store in memory, held to the contract of S3. */
import { objectStoreContract } from '../contracts/object-store.contract.ts';
import { memoryObjectStore } from './memory-object-store.ts';

objectStoreContract('in memory', () => {
  const store = memoryObjectStore({ buckets: ['bucket'] });
  return Promise.resolve({ store, bucket: 'bucket', close: () => Promise.resolve() });
});
