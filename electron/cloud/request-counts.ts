/** @file Counts what a client asks of its service, by the class that AWS bills it as; imports no vendor. */
import { z } from 'zod';
import type { RequestClass } from '../../shared/cost.ts';

/** Called once for each request that was answered, also with a refusal: those are billed as well. Bytes of bodies. */
export type CountRequest = (of: RequestClass, sent: number, received: number) => void;

/** https://aws.amazon.com/s3/pricing/: LIST is billed as PUT, DELETE and ending an upload cost nothing. */
export function s3Class(command: string): RequestClass {
  if (/^(Put|Copy|Create|Upload|Complete|List|Restore)/.test(command)) return 'write';
  return /^(Delete|Abort)/.test(command) ? 'remove' : 'read';
}

/** Null for what costs nothing, as describing a table. */
export function dynamoClass(command: string): RequestClass | null {
  if (/^(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems|Put|Update|Delete)(Command)?$/.test(command)) {
    return 'record-write';
  }
  return /^(GetItem|BatchGetItem|Query|Scan|Get)(Command)?$/.test(command) ? 'record-read' : null;
}

const Sent = z.object({ request: z.object({ headers: z.record(z.string(), z.string()) }) });
const Answered = z.object({ response: z.object({ headers: z.record(z.string(), z.string()) }) });

/** The length that a request's or an answer's header says; 0 where it says none. */
export function sentBytes(args: unknown): number {
  return lengthIn(Sent.safeParse(args).data?.request.headers);
}

export function receivedBytes(result: unknown): number {
  return lengthIn(Answered.safeParse(result).data?.response.headers);
}

function lengthIn(headers: Readonly<Record<string, string>> | undefined): number {
  const said = Number(headers?.['content-length'] ?? headers?.['Content-Length'] ?? 0);
  return Number.isSafeInteger(said) && said > 0 ? said : 0;
}
