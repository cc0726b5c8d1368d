/** @file The record store in memory, held to the contract of DynamoDB. */
import { recordStoreContract } from '../contracts/record-store.contract.ts';
import { memoryRecordStore } from './memory-record-store.ts';

recordStoreContract('in memory', () => {
  return Promise.resolve({ store: memoryRecordStore(), close: () => Promise.resolve() });
});
