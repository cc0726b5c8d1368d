/** @file Has a DynamoDB client count its requests: after signing, so once for each that goes out. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type CountRequest, dynamoClass, receivedBytes, sentBytes } from './request-counts.ts';

/** Twice on one client is harmless: the second replaces the first. */
export function countDynamo(client: DynamoDBDocumentClient, count: CountRequest): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const of = dynamoClass((context.commandName ?? '').replace(/Command$/, ''));
      if (of !== null) count(of, sentBytes(args), receivedBytes(result));
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'countDynamo', override: true },
  );
}
