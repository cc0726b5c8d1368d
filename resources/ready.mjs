/**
 * @file Makes node_modules match package-lock.json and sees to it that node_modules/.bin/node is Node 24, so that one
 * command is enough after a clone. Runs on any system Node from 20 on, before anything is installed; says nothing when
 * there is nothing to do. Two at once take turns.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wantedMajor = 24;
const nodePackage = join(root, 'node_modules', 'node');
const nodeBinary = join(nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** A sentence for the person, without a stack. */
class NotReady extends Error {}

try {
  checkSystemNode();
  if (!isReady()) await inTurn(makeReady);
} catch (error) {
  if (!(error instanceof NotReady)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function checkSystemNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 20) return;
  throw new NotReady(
    `Cloudroll needs Node 20 or newer to start from; this is ${process.version}. See https://nodejs.org`,
  );
}

function isReady() {
  return packagesMatch() && runsWantedNode();
}

/** Runs again what may have been done by the one before us in the queue, so it looks first. */
function makeReady() {
  if (!packagesMatch() || (existsSync(nodeBinary) && !runsWantedNode())) {
    console.log('Installing what package-lock.json names (npm ci, about half a minute)…');
    runNpm(['ci', '--include=dev', '--include=optional', '--loglevel=error']);
  }
  if (!runsWantedNode()) {
    console.log(`Fetching Node ${wantedMajor} into node_modules…`);
    run(process.execPath, ['installArchSpecificPackage'], nodePackage);
  }
  if (runsWantedNode()) return;
  throw new NotReady(
    `${nodeBinary} is not Node ${wantedMajor}. The package "node" puts it there when it is installed; npm may have been told ` +
      'not to run that script. Run: cd node_modules/node && node installArchSpecificPackage',
  );
}

/** Compares the lock with the list that npm leaves in node_modules of what it has put there. */
function packagesMatch() {
  const installedList = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedList, 'utf8')).packages;
  const same = (path) =>
    wanted[path]?.version === installed[path]?.version && wanted[path]?.integrity === installed[path]?.integrity;
  const notForHere = (path) => installed[path] === undefined && (wanted[path].optional || wanted[path].devOptional);
  return (
    Object.keys(wanted).every((path) => path === '' || same(path) || notForHere(path)) &&
    Object.keys(installed).every((path) => wanted[path] !== undefined)
  );
}

function runsWantedNode() {
  const answer = spawnSync(nodeBinary, ['--version'], { encoding: 'utf8' });
  return answer.status === 0 && answer.stdout.startsWith(`v${wantedMajor}.`);
}

function runNpm(words) {
  const npm = process.env.npm_execpath ?? '';
  if (npm.endsWith('npm-cli.js')) run(process.execPath, [npm, ...words], root);
  else run(process.platform === 'win32' ? 'npm.cmd' : 'npm', words, root);
}

/** Runs it quietly; when it fails, shows what it said. */
function run(command, words, folder) {
  const shell = command.endsWith('.cmd');
  const ended = spawnSync(command, words, { cwd: folder, encoding: 'utf8', shell, stdio: ['ignore', 'pipe', 'pipe'] });
  if (ended.status === 0) return;
  const said = `${ended.stdout ?? ''}${ended.stderr ?? ''}${ended.error?.message ?? ''}`.trim().split('\n').slice(-30);
  throw new NotReady(
    `${said.join('\n')}\n\nThe packages could not be installed; above is what npm said. Is the npm registry reachable? Try: npm ci`,
  );
}

/** A folder outside the clone is the lock: making it succeeds for one. A holder that has died is pushed aside. */
async function inTurn(work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const turn = join(tmpdir(), `cloudroll-ready-${name}`);
  for (let told = false; !taken(turn); await sleep(200)) {
    if (!told) console.log('Waiting for another install of this folder to end…');
    told = true;
    pushDeadAside(turn);
  }
  try {
    work();
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

function taken(turn) {
  const mine = `${turn}.${process.pid}`;
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'pid'), String(process.pid));
  try {
    // A rename onto a folder that is not empty fails everywhere, so the lock never exists without its holder's number.
    renameSync(mine, turn);
    return true;
  } catch {
    rmSync(mine, { recursive: true, force: true });
    return false;
  }
}

function isDead(pid) {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM would mean: it lives and is another user's.
    return error.code === 'ESRCH';
  }
}

/** Of several that see the dead one, the rename succeeds for one; who got hold of a live one meanwhile puts it back. */
function pushDeadAside(turn) {
  const aside = `${turn}.dead.${process.pid}`;
  try {
    const holder = readHolder(turn);
    if (!isDead(holder)) return;
    renameSync(turn, aside);
    if (readHolder(aside) === holder) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, turn);
  } catch (error) {
    // The turn ended, or another was quicker: the next look tells.
    if (error.code !== 'ENOENT' && error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }
}

function readHolder(turn) {
  return Number(readFileSync(join(turn, 'pid'), 'utf8'));
}
