// `npm run test:desktop`: the suite of the extension host in the desktop editor, on machines that can download or have it.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { bundle } from '../../scripts/build.ts';
import { bundleSuite } from './bundle-suite.ts';
import { notebookWorkspace, suiteCells } from './notebook-workspace.ts';
import { RESULT_FILE, type TestOutcome } from './outcome.ts';

const root = join(import.meta.dirname, '../..');

if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
  fail('The desktop editor needs a display; run `xvfb-run -a npm run test:desktop`.');
}
const vscodeExecutablePath = process.env['VSCODE_TEST_EXECUTABLE'] ?? (await download());
await bundle();
const suite = await bundleSuite();
const out = join(root, 'out/desktop');
const results = join(out, 'results.json');
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const ended = await runTests({
  vscodeExecutablePath,
  extensionDevelopmentPath: root,
  extensionTestsPath: suite,
  extensionTestsEnv: { [RESULT_FILE]: results },
  launchArgs: [await notebookWorkspace(suiteCells), '--disable-extensions', '--disable-workspace-trust'],
}).catch((error: unknown) => error);
if (!existsSync(results)) fail(`The desktop editor ended without results: ${String(ended)}`);
const outcomes = JSON.parse(await readFile(results, 'utf8')) as TestOutcome[];
const failed = outcomes.filter(outcome => outcome.state === 'failed');
console.log(`${outcomes.length} tests, ${failed.length} failed`);
if (failed.length > 0 || outcomes.length === 0) process.exit(1);

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: join(root, '.cache/desktop') });
  } catch (error) {
    return fail(
      `The desktop editor cannot be downloaded (${String(error)}); name one of your own in VSCODE_TEST_EXECUTABLE. ` +
        'The same suite runs without it: `npm test`.',
    );
  }
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
