/** @file What the bench measures against, as Debian packages. */
import { type Need, needs } from '../setup/debian-packages.ts';

export const bench: readonly Need[] = [
  needs.radosgw,
  needs.chromium,
  { name: 'rclone', packages: ['rclone'], files: ['/usr/bin/rclone'] },
  {
    name: 'Pillow and boto3',
    packages: ['python3-pil', 'python3-boto3'],
    files: ['/usr/lib/python3/dist-packages/PIL', '/usr/lib/python3/dist-packages/boto3'],
  },
];
