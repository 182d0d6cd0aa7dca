// `npm test`: every test there is, on a real engine and in the real editor. `npm test -- core` runs those below test/core.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { ensureBaseRoot } from './base-root.ts';
import { bundle } from './build.ts';
import { ensureEngine } from './private-engine.ts';

const root = join(import.meta.dirname, '..');
const chosen = process.argv.slice(2);
const files = (pattern: string) =>
  globSync(pattern, { cwd: root })
    // The suite in there is mocha's, and runs in the extension host: test/editor/extension-host.test.ts runs it.
    .filter(file => !file.startsWith('test/editor/suite/'))
    .filter(file => chosen.length === 0 || chosen.some(part => file.startsWith(`test/${part}`)))
    .sort()
    .map(file => join(root, file));

/** Those that need an engine, an editor or the whole processor run one after the other. */
const alone = files('test/{engine,cli,editor,kubernetes}/**/*.test.ts');
const together = files('test/**/*.test.ts').filter(file => !alone.includes(file));

/** What hangs must not hang the whole run; in milliseconds, for a test. For its file, see test-patience.ts. */
const patience = 10 * 60_000;

const count = { passed: 0, failed: 0, skipped: 0 };
const skips: string[] = [];

async function runFiles(files: readonly string[], concurrency: number): Promise<void> {
  if (files.length === 0) return;
  const stream = run({
    files: [...files],
    concurrency,
    timeout: patience,
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(import.meta.dirname, 'test-patience.ts'),
    ],
  });
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') count.failed++;
  });
  stream.on('test:pass', ({ name, details, skip }) => {
    if (details.type === 'suite') return;
    if (skip === undefined) count.passed++;
    else {
      count.skipped++;
      skips.push(`${name}: ${skip === true ? 'no reason given' : String(skip)}`);
    }
  });
  const report = stream.compose(spec());
  report.pipe(process.stdout, { end: false });
  await new Promise((resolve, reject) => {
    report.on('end', resolve);
    report.on('error', reject);
  });
}

await bundle();
await runFiles(together, 2);
const engine = alone.length > 0 ? await ensureEngine(console.log) : undefined;
if (engine && !('unavailable' in engine)) {
  // One engine for all of them: each finds it by the variable that every Docker tool reads.
  process.env['DOCKER_HOST'] = engine.dockerHost;
  await ensureBaseRoot(engine.dockerHost, console.log);
}
try {
  await runFiles(alone, 1);
} finally {
  if (engine && !('unavailable' in engine)) await engine.stop();
}

for (const skip of skips) console.log(`SKIPPED ${skip}`);
const skipFails = process.env['CI'] === 'true' && count.skipped > 0;
if (skipFails) console.log('With CI=true a skipped test is a failure.');
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 || count.passed === 0 || skipFails ? 1 : 0;
