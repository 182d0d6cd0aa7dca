import { resolve } from 'node:path';
import { folderOf, type KernelPlan, planKernel } from '../../core/index.ts';
import { MemoryError, type OutputChunk } from '../../engine/engine.ts';
import { toPath } from '../../workspace/index.ts';
import { ownerLabels, removeLeftovers } from '../containers.ts';
import { type Loaded, load } from '../load.ts';
import { noImage, planned } from '../planned.ts';
import { notCurrent, toBuild } from '../print/not-current.ts';
import { oneLine } from '../print/one-line.ts';
import { userOf } from '../run/on-engine.ts';
import { Engines } from '../state/engines.ts';
import { envOf } from '../state/kernels.ts';
import { survey } from '../state/survey.ts';
import { exit, type Terminal, UsageError } from '../terminal.ts';

/** The label of a kernel's container: its code env. */
const kernelLabel = 'io.code-envs.kernel';

/**
 * `kernel ENV NOTEBOOK --config NAME`: a kernel for another program, an editor, in the current image of a code env, by
 * its name or its file. Cells come on standard input and outputs go to standard output, as lines of JSON
 * (`core/support/serve_kernel.py`). The container ends with the input.
 */
export async function kernel(
  name: string,
  notebook: string,
  { config }: { readonly config: string },
  terminal: Terminal,
): Promise<number> {
  const found = await kernelOf(name, toPath(resolve(terminal.folder, notebook)), config, terminal);
  if (!found) return exit.problems;
  const { image } = found;
  const engines = new Engines(terminal.signal);
  try {
    const { images, unreachable } = await survey([image], [], engines);
    for (const error of unreachable.values()) throw error;
    const [state] = images;
    if (!state?.id || state.state !== 'current') {
      if (state) terminal.log(`${notCurrent(state, config)} ${toBuild(state)}`);
      return exit.problems;
    }
    return await runKernel(found, state.id, engines, terminal);
  } finally {
    await engines.close();
  }
}

/** Plans the kernel. What is wrong is told on the terminal: then there is none. */
async function kernelOf(
  name: string,
  notebook: string,
  config: string,
  terminal: Terminal,
): Promise<KernelPlan | undefined> {
  const loaded = await load(['.'], terminal);
  const path = toPath(resolve(terminal.folder, name));
  const named = loaded.project.file(path)?.documents.find(({ env }) => env)?.env;
  const plan = await planned({ envs: [named?.name ?? name], config }, terminal, loaded);
  const images = plan.images.filter(({ definition }) => !named || definition === path);
  const [image] = images;
  if (images.length > 1)
    throw new UsageError(`Several code envs here are called ${name}. Name one by its file.`);
  const given = image && envOf(image, loaded);
  if (!given) {
    if (plan.complete) terminal.log(noImage({ envs: [name] }));
    return undefined;
  }
  const kernel = planKernel(image, config, {
    ...given,
    notebook,
    project: projectOf(notebook, loaded, terminal),
  });
  if (!('refusal' in kernel)) return kernel;
  terminal.log(oneLine(kernel.refusal));
  return undefined;
}

/** What the container of a notebook sees: the same as where it is run as a workload, else the whole folder. */
function projectOf(notebook: string, { files, project }: Loaded, terminal: Terminal): string {
  const folders = files
    .filter(({ path }) => project.kindOf(path) === 'workloads')
    .map(({ path }) => folderOf(path))
    .filter(folder => notebook.startsWith(`${folder}/`));
  const folder = folders.sort((a, b) => b.length - a.length)[0] ?? toPath(terminal.folder);
  if (!notebook.startsWith(`${folder}/`))
    throw new UsageError(`The notebook is not below ${folder}, which is all that the container has.`);
  return folder;
}

async function runKernel(
  { image, config, command, environment, mounts, workingDirectory, limits }: KernelPlan,
  id: string,
  engines: Engines,
  terminal: Terminal,
): Promise<number> {
  const engine = await engines.connect(image.dockerHost);
  await removeLeftovers(engine);
  const user = await userOf(engine);
  try {
    return await engine.runContainer(
      {
        image: id,
        entrypoint: command.slice(0, 1),
        command: command.slice(1),
        environment: { ...environment, ...(user !== undefined && { HOME: '/tmp' }) },
        workingDirectory,
        mounts,
        limits,
        labels: { [kernelLabel]: image.env, ...ownerLabels() },
        user,
        ...(terminal.input && { input: terminal.input }),
      },
      {
        signal: terminal.signal,
        onEvent: ({ stream, text }: OutputChunk) =>
          (stream === 'stdout' ? terminal.write : terminal.draw)(text),
      },
    );
  } catch (error) {
    if (!(error instanceof MemoryError)) throw error;
    terminal.log(
      `The kernel ran out of memory. The container configuration ${config} says how much it may have.`,
    );
    return exit.problems;
  }
}
