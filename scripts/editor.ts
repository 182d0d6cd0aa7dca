// `npm run editor`: VS Code in the browser with this extension, the example instance and an engine; Ctrl-C ends all of it.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEditor } from './editor-host.ts';
import { ensureEditor } from './editor-install.ts';
import { packageExtension } from './package.ts';
import { ensureEngine } from './private-engine.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });

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
    workspace: join(root, 'examples'),
    vsix,
    environment: 'unavailable' in engine ? {} : { DOCKER_HOST: engine.dockerHost },
    port: Number(values.port),
  });
  console.log(
    `\n  ${host.url()}\n\nOpen this address in a browser on this machine. Ctrl-C stops the editor.`,
  );
  await interrupted;
  console.log('\nStopping …');
  await host.stop();
} finally {
  if (!('unavailable' in engine)) await engine.stop();
}
