/** @file Starts a Ceph RADOS Gateway of its own on loopback and free ports, and ends it; Linux only, skipped elsewhere. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isInstalled, needs } from './debian-packages.ts';

type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** All of it is data, so that it can be sent to a test in another process. */
export type GatewayAddress = Keys & {
  readonly endpoint: string;
  readonly region: string;
  /** Somebody who may make buckets of their own and see none of ours. */
  readonly otherUser: Keys;
};

export type RadosGateway = GatewayAddress & {
  /** Ends everything and removes its folder. */
  readonly stop: () => Promise<void>;
  /** kill -9; what was stored stays. The first write afterwards can take half a minute. */
  readonly kill: () => Promise<void>;
  /** After kill: resolves when it answers again, at the same address. */
  readonly up: () => Promise<void>;
  /** It keeps its connections and answers nothing, until resumed. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
};

export type GatewayPorts = { readonly gateway: number; readonly monitor: number };

const script = fileURLToPath(new URL('./radosgw.sh', import.meta.url));
const region = 'us-east-1';
const owner: Keys = { accessKeyId: 'CLOUDROLLTESTACCESS1', secretAccessKey: 'cloudroll-test-secret-that-is-no-secret' };
const stranger: Keys = {
  accessKeyId: 'STRANGERTESTACCESS01',
  secretAccessKey: 'stranger-test-secret-that-is-no-secret0',
};

/**
 * A fresh, empty one; takes about 3 s and 0.6 GB of memory. It ends with this process even if that is killed. Throws
 * with the daemons' last words when it does not start.
 */
export async function startRadosGateway(ports?: GatewayPorts): Promise<RadosGateway | { readonly skipped: string }> {
  if (!isInstalled(needs.radosgw)) return { skipped: `${needs.radosgw.name} is not installed` };
  const { gateway, monitor } = ports ?? (await freePorts());
  const folder = await mkdtemp(join(tmpdir(), 'cloudroll-ceph-'));
  const environment = {
    ...process.env,
    CEPH_HOME: folder,
    RGW_PORT: String(gateway),
    MON_PORT: String(monitor),
    REGION: region,
    OWNER_PID: String(process.pid),
    ACCESS_KEY: owner.accessKeyId,
    SECRET_KEY: owner.secretAccessKey,
    OTHER_ACCESS_KEY: stranger.accessKeyId,
    OTHER_SECRET_KEY: stranger.secretAccessKey,
  };
  const run = (verb: string) => runScript(verb, environment);
  await run('start');
  return {
    ...owner,
    endpoint: `http://127.0.0.1:${gateway}`,
    region,
    otherUser: stranger,
    stop: async () => {
      await run('stop');
      await rm(folder, { recursive: true, force: true });
    },
    kill: () => run('kill'),
    up: () => run('up'),
    pause: () => run('pause'),
    resume: () => run('resume'),
  };
}

async function runScript(verb: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn('bash', [script, verb], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`radosgw.sh ${verb} ended with ${status}: ${said.trim()}`);
}

/** Both are held until both are known, so that they differ. */
async function freePorts(): Promise<GatewayPorts> {
  const servers = [createServer(), createServer()];
  const ports: number[] = [];
  for (const server of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
    ports.push(address.port);
  }
  for (const server of servers) {
    server.close();
    await once(server, 'close');
  }
  const [gateway = 0, monitor = 0] = ports;
  return { gateway, monitor };
}
