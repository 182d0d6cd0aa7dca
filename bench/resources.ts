// What a large resources folder costs a build where nothing has to be built.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { digestOf, readFolder } from '../workspace/index.ts';
import type { BuildSite } from './build-site.ts';
import { repository } from './matrix.ts';
import { type Comparison, timed } from './samples.ts';

const files = 64;
const fileSize = 16 << 20;

/** Runs `code-envs build` by turns on two instances of one image that differ in the size of the resources. Throws where the folder is read. */
export async function compareResources(site: BuildSite, times: number): Promise<Comparison> {
  const [large, small] = ['large', 'small'].map(name => join(site.instance, '..', name)) as [string, string];
  for (const folder of [large, small]) {
    cpSync(site.instance, folder, { recursive: true });
    rmSync(join(folder, 'envs'), { recursive: true });
    mkdirSync(join(folder, 'env/resources'), { recursive: true });
    const configs = join(folder, 'container-configs.yaml');
    const installId = `${repository}-${folder === large ? 'large' : 'small'}`;
    writeFileSync(configs, readFileSync(configs, 'utf8').replace(/installId: .*/, `installId: ${installId}`));
    writeFileSync(
      join(folder, 'env/code-env.yaml'),
      'envLang: PYTHON\ndeploymentMode: DESIGN_MANAGED\ncontainerConfs: [root]\ndockerImageResources: COPY\n',
    );
  }
  const content = Buffer.alloc(fileSize, 'weights');
  for (let i = 0; i < files; i++) writeFileSync(join(large, `env/resources/${i}`), content);
  writeFileSync(join(small, 'env/resources/0'), 'weights');
  try {
    const build = (folder: string) => () => site.codeEnvs(['build'], folder);
    // Files as young as a file system's clock is coarse are read again: see workspace/folder-digest.ts.
    await wait(2500);
    for (const folder of [large, small]) await build(folder)();
    await mustNotRead(join(large, 'env/resources'));
    const samples = { ours: [] as number[], theirs: [] as number[] };
    for (let i = 0; i < times; i++) {
      samples.ours.push((await timed(build(large))).ms);
      samples.theirs.push((await timed(build(small))).ms);
    }
    return {
      what: '`code-envs build`, an image with 1 GiB of resources, current, against one with 7 bytes',
      ...samples,
      bound: { moreMs: 50 },
    };
  } finally {
    for (const folder of [large, small]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Linux counts what a process reads. */
async function mustNotRead(folder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const read = () => Number(/^rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
  const before = read();
  await digestOf(folder, await readFolder(folder));
  const bytes = read() - before;
  if (bytes > fileSize) throw new Error(`${bytes} bytes were read to see that ${folder} is unchanged.`);
}
