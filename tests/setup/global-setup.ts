/** @file Before any test: installs what may be installed, and offers a real S3 gateway that starts when a test first asks. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { installNeeds, isInstalled, needs } from './debian-packages.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a GET starts the gateway, once for the whole run, and answers with its address; '' when it is not installed. */
    radosGatewayDoor: string;
  }
}

type Stoppable = { readonly stop: () => Promise<void> };

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  installNeeds(Object.values(needs), (line) => process.stdout.write(`${line}\n`));
  const starter = new URL('./radosgw.ts', import.meta.url);
  if (!isInstalled(needs.radosgw) || !existsSync(fileURLToPath(starter))) {
    project.provide('radosGatewayDoor', '');
    return () => Promise.resolve();
  }
  // As a value, so that the folder is whole before that file is written.
  const { startRadosGateway }: { startRadosGateway: () => Promise<Stoppable> } = await import(starter.href);
  let starting: Promise<Stoppable> | undefined;
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
    if (starting !== undefined) await (await starting).stop();
  };
}
