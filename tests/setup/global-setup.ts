/** @file Before any test: installs what may be installed, and offers a real S3 gateway that starts when a test first asks. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { installNeeds, isInstalled, needs } from './debian-packages.ts';
import { startRadosGateway } from './radosgw.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a GET starts the gateway, once for the whole run, and answers with its address; '' when it is not installed. */
    radosGatewayDoor: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  installNeeds(Object.values(needs), (line) => process.stdout.write(`${line}\n`));
  if (!isInstalled(needs.radosgw)) {
    project.provide('radosGatewayDoor', '');
    return () => Promise.resolve();
  }
  let starting: ReturnType<typeof startRadosGateway> | undefined;
  const door = createServer((_, response) => {
    starting ??= startRadosGateway();
    starting.then(
      (gateway) => response.end(JSON.stringify(gateway)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('The door of the gateway has no port');
  project.provide('radosGatewayDoor', `http://127.0.0.1:${address.port}/`);
  return async () => {
    door.close();
    const gateway = await starting?.catch(() => undefined);
    if (gateway !== undefined && 'stop' in gateway) await gateway.stop();
  };
}
