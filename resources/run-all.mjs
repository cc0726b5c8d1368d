/** @file Runs the npm scripts that it is given, all of them, and fails in the end if one did: a slip in the types hides no test. */
import { spawnSync } from 'node:child_process';

const failed = process.argv.slice(2).filter((script) => {
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status !== 0;
});
if (failed.length > 0) console.error(`Failed: npm run ${failed.join(', npm run ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
