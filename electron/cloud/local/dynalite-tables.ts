/**
 * @file DynamoDB's tables in a LevelDB folder, through dynalite's own actions. Its HTTP server is left out: it checks no
 * signature, and it ends the process at an error that it did not expect.
 */
import { createRequire } from 'node:module';
import { z } from 'zod';
import { Failed } from '../../foundation/failed.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';

export type TableAnswer = { readonly status: number; readonly body: unknown };

export type Tables = {
  /** `operation` as AWS names it, `PutItem`; `input` as it was sent. DynamoDB's own errors are answers. */
  readonly run: (operation: string, input: unknown) => Promise<TableAnswer>;
  /** Resolves when everything written is in the folder and another process may open it. */
  readonly close: () => Promise<void>;
};

/** What dynalite 4 does; it has no transactions, no time to live, no PartiQL. */
const offered = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'ListTagsOfResource',
  'UpdateItem',
  'UpdateTable',
] as const;

/** dynalite throws and passes on errors of this shape for what DynamoDB itself would answer. */
const AwsError = z.object({ statusCode: z.number(), body: z.unknown() });

type Store = {
  readonly db: { readonly open: () => Promise<void> };
  readonly lifecycleManager: { readonly gracefulClose: () => Promise<void> };
};
type Done = (error: unknown, answer?: unknown) => void;
type Action = (store: Store, input: unknown, done: Done) => void;
type Validation = { readonly types: unknown; readonly custom?: unknown };
type Validations = {
  readonly checkTypes: (input: unknown, types: unknown) => unknown;
  readonly checkValidations: (input: unknown, types: unknown, custom: unknown, store: Store) => void;
};

/** Throws Failed `ledger-in-use` when another process has the folder open. */
export async function openTables(folder: AbsolutePath): Promise<Tables> {
  // dynalite ships no types; these are its own modules in the version that package.json pins.
  const load = createRequire(import.meta.url);
  const database = load('dynalite/db') as { create: (options: object) => Store };
  const validations = load('dynalite/validations') as Validations;
  const actions = new Map(
    offered.map((name) => {
      const file = name.charAt(0).toLowerCase() + name.slice(1);
      const action = load(`dynalite/actions/${file}`) as Action; // see above
      const validation = load(`dynalite/validations/${file}`) as Validation; // see above
      return [name as string, { action, validation }]; // the operation asked for can be any
    }),
  );
  const store = database.create({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  try {
    await store.db.open();
  } catch (error) {
    throw new Failed({ code: 'ledger-in-use', retry: 'after-user-acts', scope: 'profile', subject: folder }, error);
  }

  async function run(operation: string, input: unknown): Promise<TableAnswer> {
    const found = actions.get(operation);
    if (found === undefined) return coralError('UnknownOperationException');
    const { action, validation } = found;
    try {
      const checked = validations.checkTypes(input, validation.types);
      validations.checkValidations(checked, validation.types, validation.custom, store);
      const body = await new Promise((resolve, reject) => {
        action(store, checked, (error, answer) => (error ? reject(error) : resolve(answer)));
      });
      return { status: 200, body };
    } catch (error) {
      const known = AwsError.safeParse(error);
      if (!known.success) throw error;
      return { status: known.data.statusCode, body: known.data.body };
    }
  }

  return { run, close: () => store.lifecycleManager.gracefulClose() };
}

/** An error of the layer above DynamoDB, which knows no tables. */
export function coralError(type: string, message?: string): TableAnswer {
  const body = { __type: `com.amazon.coral.service#${type}`, ...(message === undefined ? {} : { message }) };
  return { status: type === 'InternalFailure' ? 500 : 400, body };
}
