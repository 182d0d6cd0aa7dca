// Entry of the suite: the editor, in the browser or on the desktop, calls `run` inside its extension host.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESULT_FILE, type TestOutcome } from '../outcome.ts';

/** Runs every test file beside this one, writes how each test ended, and throws where one failed. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'tdd', timeout: 20_000, color: false, reporter: 'min' });
  // Bundled into CommonJS, where this is the folder.
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  }
  await mocha.loadFilesAsync();

  const outcomes: TestOutcome[] = [];
  const note = (outcome: TestOutcome) => {
    outcomes.push(outcome);
    console.log(
      `${outcome.state} ${outcome.title}${outcome.error === undefined ? '' : `\n${outcome.error}`}`,
    );
  };
  const failures = await new Promise<number>(ended => {
    const runner = mocha.run(ended);
    runner.on('pass', test => note({ title: test.fullTitle(), state: 'passed' }));
    runner.on('pending', test => note({ title: test.fullTitle(), state: 'skipped' }));
    // A hook that fails comes here too, under a title of its own.
    runner.on('fail', (test, error: Error) => {
      note({ title: test.fullTitle(), state: 'failed', error: error.stack ?? String(error) });
    });
  });
  const file = process.env[RESULT_FILE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(outcomes, undefined, 2));
  if (failures > 0) throw new Error(`${failures} failed`);
}
