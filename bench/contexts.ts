// The images of an instance as `docker build` wants them: a folder for each, with a Dockerfile.
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CodeEnvSubject, type PlannedImage, Project, plan, renderDockerfile } from '../core/index.ts';
import { DiskTree, toPath } from '../workspace/index.ts';

/** A folder for each image; `root` holds them all, with a file for `docker buildx bake` that names the images as `tagOf` says. */
export interface BuildFolders {
  readonly root: string;
  readonly folders: readonly string[];
  readonly bakeFile: string;
}

/** Writes the build context of each image that the definitions in `instance` stand for. */
export async function writeContexts(
  instance: string,
  tagOf: (image: number) => string,
): Promise<BuildFolders> {
  const root = await mkdtemp(join(tmpdir(), 'code-envs-bench-'));
  const images = await planImages(instance);
  const folders = images.map((_, i) => join(root, String(i)));
  for (const [i, image] of images.entries()) await writeContext(image, folders[i]!);
  const target = Object.fromEntries(
    folders.map((context, i) => [`image-${i}`, { context, tags: [tagOf(i)] }]),
  );
  const bakeFile = join(root, 'docker-bake.json');
  await writeFile(bakeFile, JSON.stringify({ group: { default: { targets: Object.keys(target) } }, target }));
  return { root, folders, bakeFile };
}

async function planImages(instance: string): Promise<readonly PlannedImage[]> {
  const tree = new DiskTree([instance]);
  const project = new Project(tree);
  const envs: CodeEnvSubject[] = [];
  for (const path of await tree.findDefinitions(toPath(instance))) {
    const file = project.file(path);
    for (const { env } of file?.documents ?? []) {
      if (!file || !env) continue;
      envs.push({
        path,
        source: file.source,
        env,
        folder: project.folderOf(path, env),
        instance: project.instanceOf(path),
      });
    }
  }
  return plan(envs).images;
}

async function writeContext(image: PlannedImage, folder: string): Promise<void> {
  const { text, files, resources } = renderDockerfile(image, { cacheMounts: false });
  for (const { path, content, executable } of [
    { path: 'Dockerfile', content: text, executable: false },
    ...files,
  ]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content, { mode: executable ? 0o755 : 0o644 });
  }
  if (resources) await cp(resources, join(folder, 'code-env/resources'), { recursive: true });
}
