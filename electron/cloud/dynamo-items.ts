/** @file Every item of a table as it is, page by page: for looking at what others wrote; changes nothing. */
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { asking } from './aws-failure.ts';

/** In no order. Throws Failed as the table answers. */
export async function* tableItems(
  client: DynamoDBDocumentClient,
  table: string,
  signal: AbortSignal,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  let next: Record<string, unknown> | undefined;
  do {
    const command: ScanCommand = new ScanCommand({ TableName: table, ExclusiveStartKey: next });
    const page = await asking(table, () => client.send(command, { abortSignal: signal }));
    yield* page.Items ?? [];
    next = page.LastEvaluatedKey;
  } while (next !== undefined);
}
