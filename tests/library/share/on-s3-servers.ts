/** @file Runs the same tests on each S3 server that a link, a key or a deletion can be tried on: the built-in one and Ceph. */
import { afterAll, beforeAll, describe } from 'vitest';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { radosGateway, radosGatewayIsHere } from '../../fixtures/rados-gateway.ts';
import type { S3Server } from './share-world.ts';

/** One built-in server for the tests of a file, started by the first that asks. */
export function localServer(): () => Promise<S3Server> {
  let local: LocalCloud | undefined;
  afterAll(async () => local?.close());
  return async () => {
    local ??= await localCloudWorld();
    return { ...local, endpoint: local.s3Endpoint };
  };
}

/** `tests` defines the tests of each server; inside of them `server()` is there. */
export function onS3Servers(ofThisComputer: () => Promise<S3Server>, tests: (server: () => S3Server) => void): void {
  const servers = [
    { name: 'the local cloud', isHere: true, start: ofThisComputer },
    { name: 'Ceph', isHere: radosGatewayIsHere, start: radosGateway },
  ];
  for (const { name, isHere, start } of servers) {
    describe.skipIf(!isHere)(`on ${name}`, () => {
      let server: S3Server | undefined;
      beforeAll(async () => {
        server = await start();
      });
      tests(() => {
        if (server === undefined) throw new Error('The server is there only inside a test');
        return server;
      });
    });
  }
}
