/** @file The stand-in's utilityProcess: a child of Node whose channel looks like Electron's on both sides. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ForkOptions } from 'electron';
import { app } from './app.ts';
import { nodePath, StrictEmitter } from './surroundings.ts';

export class UtilityProcess extends StrictEmitter {
  readonly child: ChildProcess;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  pid: number | undefined;

  constructor(path: string, words: readonly string[], options: ForkOptions) {
    super();
    if (!app.isNowReady) throw new Error('utilityProcess cannot be created before app is ready.');
    const { env, execArgv = [], cwd, stdio = 'inherit', serviceName = 'node' } = options;
    for (const [name, value] of Object.entries(env ?? {})) {
      if (typeof value !== 'string')
        throw new Error(`The value of ${name} in env is no text: the process would not start`);
    }
    const [, out = 'inherit', error = 'inherit'] = Array.isArray(stdio) ? stdio : [stdio, stdio, stdio];
    this.child = fork(path, [...words], {
      ...(env === undefined ? {} : { env: env as NodeJS.ProcessEnv }),
      ...(cwd === undefined ? {} : { cwd }),
      execArgv: [
        ...execArgv,
        '--disable-warning=ExperimentalWarning',
        '--import',
        fileURLToPath(new URL('./utility-child.ts', import.meta.url)),
      ],
      execPath: nodePath,
      serialization: 'advanced',
      stdio: ['ignore', out as 'pipe', error as 'pipe', 'ipc'],
    });
    this.stdout = this.child.stdout;
    this.stderr = this.child.stderr;
    this.child.once('spawn', () => {
      this.pid = this.child.pid;
      this.emit('spawn');
    });
    this.child.on('message', (message) => this.emit('message', message));
    this.child.once('close', (code, signal) => {
      this.pid = undefined;
      if (code !== 0)
        app.emit(
          'child-process-gone',
          {},
          {
            type: 'Utility',
            reason: signal === 'SIGKILL' ? 'killed' : 'crashed',
            exitCode: code ?? 1,
            name: serviceName,
          },
        );
      this.emit('exit', code ?? 1);
    });
  }
  override events(): readonly string[] {
    return ['spawn', 'message', 'exit', 'error'];
  }
  postMessage(message: unknown, transfer?: unknown[]): void {
    if (transfer !== undefined && transfer.length > 0)
      throw new Error('The stand-in for Electron gives no ports to a utility process');
    if (this.child.connected) this.child.send(Object(structuredClone(message)), () => undefined);
  }
  kill(): boolean {
    return this.pid !== undefined && this.child.kill('SIGTERM');
  }
}

export const utilityProcess = {
  fork: (path: string, words: readonly string[] = [], options: ForkOptions = {}) =>
    new UtilityProcess(path, words, options),
};
