// `npm run editor [-- FOLDER]`: VS Code in the browser with this extension, the example instance or another folder, and an
// engine; Ctrl-C ends all of it.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEditor } from './editor-host.ts';
import { ensureEditor } from './editor-install.ts';
import { packageExtension } from './package.ts';
import { ensureEngine } from './private-engine.ts';

const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  options: { port: { type: 'string', default: '0' } },
  allowPositionals: true,
});
const [folder = join(root, 'examples'), ...others] = positionals.map(path => resolve(path));
if (others.length > 0 || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
  console.error(
    `There is no folder ${positionals.join(' ')}. Name one that is there: npm run editor -- FOLDER`,
  );
  process.exit(2);
}

const editor = await ensureEditor(console.log);
if ('unavailable' in editor) {
  console.error(editor.unavailable);
  process.exit(1);
}
console.log('Packaging the extension …');
const vsix = await packageExtension();
const engine = await ensureEngine(console.log);
if ('unavailable' in engine) console.log(`${engine.unavailable} Checks work without one, builds do not.`);
// From here on the end is ours: what was started has to be stopped first.
const interrupted = new Promise(end => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
});
try {
  const host = await startEditor({
    workspace: folder,
    vsix,
    environment: 'unavailable' in engine ? {} : { DOCKER_HOST: engine.dockerHost },
    port: Number(values.port),
  });
  console.log(
    `\n  ${host.url()}\n\nOpen this address in a browser on this machine. An empty folder begins with F1, Code Envs: Get Started.\nCtrl-C stops the editor.`,
  );
  await interrupted;
  console.log('\nStopping …');
  await host.stop();
} finally {
  if (!('unavailable' in engine)) await engine.stop();
}
