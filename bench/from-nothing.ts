// All images of the matrix where the engine has nothing but the base images.
import { rm } from 'node:fs/promises';
import { type BuildSite, removeImages } from './build-site.ts';
import { writeContexts } from './contexts.ts';
import { imageCount, repository } from './matrix.ts';
import { type Comparison, timed } from './samples.ts';

/** Builds the matrix with `code-envs`, and plainly one image after the other, each time after forgetting everything. */
export async function compareFromNothing(site: BuildSite, times: number): Promise<Comparison> {
  await site.codeEnvs(['build']);
  const contexts = await writeContexts(site.instance, image => `${repository}/bake:${image}`);
  const forget = async () => {
    await removeImages(site.docker, 'code-envs/code-envs-bench');
    await removeImages(site.docker, `${repository}/plain`);
    await site.docker(['builder', 'prune', '--all', '--force']);
  };
  const plain = async () => {
    for (const [image, folder] of contexts.folders.entries())
      await site.docker(['build', '--quiet', '--tag', `${repository}/plain:${image}`, folder], {
        DOCKER_BUILDKIT: '1',
      });
  };
  const samples = { ours: [] as number[], theirs: [] as number[] };
  try {
    for (let i = 0; i < times; i++) {
      await forget();
      samples.ours.push((await timed(() => site.codeEnvs(['build']))).ms);
      await forget();
      samples.theirs.push((await timed(plain)).ms);
    }
  } finally {
    await rm(contexts.root, { recursive: true, force: true });
  }
  return {
    what: `\`code-envs build\`, ${imageCount} images from nothing, against \`docker build\` each`,
    ...samples,
    bound: { ratio: 0.3 },
  };
}
