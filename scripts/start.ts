// `npm start`: checks the example instance, builds its images on a real engine and runs a recipe in one of them.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBaseRoot } from './base-root.ts';
import { bundle } from './build.ts';
import { ensureEngine } from './private-engine.ts';
import { Refused } from './run.ts';

const root = join(import.meta.dirname, '..');
const examples = join(root, 'examples');

/** Shows a command as a user would type it, runs it in the example, and gives its exit code. */
function codeEnvs(words: readonly string[], { dockerHost }: { readonly dockerHost?: string } = {}): number {
  console.log(`\n$ code-envs ${words.join(' ')}`);
  const result = spawnSync(process.execPath, [join(root, 'dist/cli.cjs'), ...words], {
    cwd: examples,
    env: { ...process.env, ...(dockerHost && { DOCKER_HOST: dockerHost }) },
    stdio: 'inherit',
  });
  return result.status ?? 130;
}

async function start(): Promise<number> {
  await bundle();
  const checked = codeEnvs(['check']);
  if (checked !== 0) return checked;
  codeEnvs(['plan']);
  const engine = await ensureEngine(console.log);
  if ('unavailable' in engine) {
    console.log(
      `\n${engine.unavailable}\nThe definitions are checked; images are built where an engine answers.`,
    );
    return 1;
  }
  try {
    await ensureBaseRoot(engine.dockerHost, console.log);
    const built = codeEnvs(['build', '--base-images'], engine);
    if (built !== 0) return built;
    const ran = codeEnvs(['run', 'score-churn'], engine);
    if (ran !== 0) return ran;
  } finally {
    await engine.stop();
  }
  console.log(`
Next:
  npm run editor   opens the example in VS Code, in a browser page on this machine
  npm run engine   keeps the engine running, to use \`node ../dist/cli.cjs\` in examples/ by hand`);
  return 0;
}

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
