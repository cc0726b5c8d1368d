/** @file What a pixel process is given of ours. */
import { expect, test } from 'vitest';
import { pixelEnvironment } from '../electron/fork-pixels.ts';

test('no key and no setting of ours reaches a process that reads strangers\u2019 bytes', () => {
  const ours = { PATH: '/bin', AWS_SECRET_ACCESS_KEY: 'secret', NODE_OPTIONS: '--inspect', CLOUDROLL_HOME: '/home' };
  expect(pixelEnvironment(ours)).toEqual({
    PATH: '/bin',
    MALLOC_ARENA_MAX: '2',
    UV_THREADPOOL_SIZE: expect.stringMatching(/^[2-8]$/),
  });
});
