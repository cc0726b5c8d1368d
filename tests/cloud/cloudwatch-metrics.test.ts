/** @file Counters leave for CloudWatch as its API has them, and a refusal is told as one. */
import { expect, test } from 'vitest';
import { publishCounters } from '../../electron/cloud/cloudwatch-metrics.ts';
import { recordedServer } from '../fixtures/recorded-server.ts';

const forever = new AbortController().signal;
const of = {
  profile: { name: 'photos', region: 'eu-central-1' },
  keys: async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }),
  at: Date.UTC(2026, 5, 1),
};

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
test('a request names the counters, their units and the profile', async () => {
  const { endpoint, seen } = await recordedServer(() => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }));
  await publishCounters(of, { stored: 12, failed: 1, median: 1500 }, forever, { endpoint });
  expect(seen).toHaveLength(1);
  const [request] = seen;
  expect(`${request?.path} ${request?.headers['x-amz-target']}`).toContain('PutMetricData');
  for (const word of ['Cloudroll', 'ImagesStored', 'TriesFailed', 'TimeToStore', 'Milliseconds', 'photos']) {
    expect(request?.body).toContain(word);
  }
  expect(request?.headers['authorization']).toContain('eu-central-1/monitoring/aws4_request');
});

test('a key that may not publish is said to be denied', async () => {
  const { endpoint } = await recordedServer(() => ({
    status: 403,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': 'AccessDenied',
      'x-amzn-query-error': 'AccessDenied;Sender',
    },
    body: JSON.stringify({ __type: 'AccessDenied', message: 'not authorized' }),
  }));
  const refused = publishCounters(of, { stored: 1, failed: 0, median: null }, forever, { endpoint });
  await expect(refused).rejects.toMatchObject({ failure: { code: 'denied' } });
});
