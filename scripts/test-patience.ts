// Put before every file of tests by test.ts. The time limit of `node:test` is one for tests: a file that does not end, as
// a process that it has started is still there, ends here.
setTimeout(() => {
  console.error(`Not ended in time. What it waits for: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(1);
}, 15 * 60_000).unref();
