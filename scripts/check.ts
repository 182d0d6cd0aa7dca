// `npm run check`: format, lint and types; `npm run check -- --fix` mends what can be mended.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const biome = process.argv.includes('--fix') ? ['check', '--write', '.'] : ['check', '.'];

for (const [command, args] of [
  [bin('biome'), biome],
  [bin('tsc'), ['--build']],
] as const) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
