// `npm start`: checks the example instance, builds its images on a real engine and runs a recipe in one of them.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { connectDocker } from '../engine/index.ts';
import { ensureBaseRoot } from './base-root.ts';
import { bundle } from './build.ts';
import { ensureEngine } from './private-engine.ts';
import { Refused } from './run.ts';

const root = join(import.meta.dirname, '..');
const examples = join(root, 'examples');

/** Shows a command as a user would type it, runs it in the example, and gives its exit code. */
function codeEnvs(
  words: readonly string[],
  options: { readonly dockerHost?: string; readonly quiet?: boolean } = {},
): { code: number; out: string } {
  if (!options.quiet) console.log(`\n$ code-envs ${words.join(' ')}`);
  const result = spawnSync(process.execPath, [join(root, 'dist/cli.cjs'), ...words], {
    cwd: examples,
    env: { ...process.env, ...(options.dockerHost && { DOCKER_HOST: options.dockerHost }) },
    stdio: ['inherit', options.quiet ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
  });
  return { code: result.status ?? 130, out: result.stdout ?? '' };
}

/** Runs the example's recipe in the image of its code env and container configuration. */
async function runRecipe(dockerHost: string): Promise<number> {
  const { out } = codeEnvs(['status', '--format', 'json'], { dockerHost, quiet: true });
  const { images } = JSON.parse(out) as {
    images: readonly { env: string; configs: readonly string[]; image: string }[];
  };
  const image = images.find(image => image.env === 'churn' && image.configs.includes('cpu'))?.image ?? '';
  console.log(`\nThe recipe recipes/score_churn.py, run in ${image}:\n`);
  const engine = await connectDocker(dockerHost);
  try {
    return await engine.runContainer(
      {
        image,
        command: ['/opt/dataiku/code-env/bin/python', '/recipes/score_churn.py'],
        environment: { DKU_CONTAINER_EXEC: '1', DKU_CODE_ENV_NAME: 'churn' },
        mounts: [{ source: join(examples, 'recipes'), target: '/recipes', readOnly: true }],
      },
      { onEvent: ({ text }) => void process.stdout.write(text), signal: new AbortController().signal },
    );
  } finally {
    engine.close();
  }
}

async function start(): Promise<number> {
  await bundle();
  const checked = codeEnvs(['check']).code;
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
    const built = codeEnvs(['build', '--base-images'], engine).code;
    if (built !== 0) return built;
    const ran = await runRecipe(engine.dockerHost);
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
