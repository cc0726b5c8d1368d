/** @file Ends every run with what passed only at a second try, and one line for machines, `N passed, N failed, N skipped`; runs in vitest's own process. */
import process from 'node:process';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** A file that could not be loaded and an error outside any test each count as one failure. */
export class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const second: string[] = [];
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      count.failed += module.errors().length;
      for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        count[test.result().state] += 1;
        if (test.diagnostic()?.flaky)
          second.push(`${module.relativeModuleId} > ${test.fullName}${whatWentWrong(test)}`);
      }
    }
    // Tests that never ran, because their file or a hook failed, were not passed.
    count.failed += count.pending;
    // The lines of the default reporter are written by a later listener of the same event.
    process.once('exit', () => {
      for (const test of second) process.stdout.write(`\nPassed only at the second try, which is a fault: ${test}\n`);
      process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
    });
  }
}

/** Of the first try, a line for each error. */
function whatWentWrong(test: TestCase): string {
  return (test.result().errors ?? []).map(({ message }) => `\n  ${message.split('\n')[0]}`).join('');
}
