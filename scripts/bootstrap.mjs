// Runs a TypeScript file of this project on a fresh machine: installs the dependencies and Node 24 first where they are missing.
// Plain JavaScript, because the Node that starts it may be too old for anything else.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function run(command, args, cwd) {
  const result = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error(
      `\n\`${command} ${args.join(' ')}\` failed in ${cwd}. Is the npm registry reachable? Mend that and run the same command again.`,
    );
    process.exit(1);
  }
}

const stampFile = join(root, 'node_modules/.code-envs-installed');
const stamp = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  console.error('Installing the dependencies …');
  run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], root);
  // The npm package `node` fetches the binary of this platform in its install script, which npm was told not to run.
  // It is run by npm's own Node: npm has `node_modules/.bin` first on the path, so this one may be what `npm ci` took away.
  run(
    process.env['npm_node_execpath'] ?? process.execPath,
    ['installArchSpecificPackage.js'],
    join(root, 'node_modules/node'),
  );
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const [script, ...args] = process.argv.slice(2);
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
  cwd: root,
  stdio: 'inherit',
});
// The terminal sends Ctrl-C to the whole group: the child decides what it means.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
