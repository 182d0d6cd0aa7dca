import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { PlannedImage, RunPlan } from '../../core/index.ts';
import { type Engine, EngineError, MemoryError, type OutputChunk } from '../../engine/engine.ts';
import { toPath } from '../../workspace/index.ts';
import { ownerLabels, removeLeftovers } from '../containers.ts';
import { LineWriter } from '../line-writer.ts';
import { oneLine } from '../print/one-line.ts';
import type { Engines } from '../state/engines.ts';
import { exit, type Terminal } from '../terminal.ts';

/** The label of a workload's container: its name. */
export const runLabel = 'io.code-envs.run';
/** How long a workload may take to end after Ctrl-C. */
const graceSeconds = 5;

/** Runs containers side by side; gives the first exit code that is not 0, in the order of `runs`. */
export async function runContainers(
  runs: readonly RunPlan[],
  ids: ReadonlyMap<PlannedImage, string | undefined>,
  engines: Engines,
  terminal: Terminal,
): Promise<number> {
  const hosts = new Set(runs.map(({ image }) => image.dockerHost));
  for (const host of hosts) await removeLeftovers(await engines.connect(host));
  const codes = await Promise.all(
    runs.map(async run => {
      const engine = await engines.connect(run.image.dockerHost);
      try {
        return await runContainer(run, ids.get(run.image) ?? run.image.image, engine, {
          terminal,
          prefix: runs.length > 1 ? `${oneLine(run.workload)} | ` : undefined,
        });
      } catch (error) {
        // Of several, the others go on.
        if (runs.length === 1 || !(error instanceof EngineError)) throw error;
        terminal.log(`${oneLine(run.workload)}: ${error.message}`);
        return exit.noEngine;
      }
    }),
  );
  return codes.find(code => code !== exit.well) ?? exit.well;
}

async function runContainer(
  run: RunPlan,
  image: string,
  engine: Engine,
  { terminal, prefix }: { readonly terminal: Terminal; readonly prefix: string | undefined },
): Promise<number> {
  const name = oneLine(run.workload);
  const { folder, holds } = run.outputs;
  for (const inside of ['', ...holds]) mkdirSync(join(folder, inside), { recursive: true });
  terminal.log(
    `${name} runs in ${run.image.image}. What it writes comes to ${toPath(relative(terminal.folder, folder)) || '.'}.`,
  );
  const user = await userOf(engine);
  const writers = {
    stdout: new LineWriter(terminal.write, prefix),
    stderr: new LineWriter(terminal.draw, prefix),
  };
  try {
    const code = await engine.runContainer(
      {
        image,
        // The image may have an entry point of its own, as those of DSS do.
        entrypoint: run.command.slice(0, 1),
        command: run.command.slice(1),
        // A user whom the image does not know has no home there.
        environment: { ...run.environment, ...(user !== undefined && { HOME: '/tmp' }) },
        workingDirectory: run.workingDirectory,
        mounts: run.mounts,
        limits: run.limits,
        labels: { [runLabel]: run.workload, ...ownerLabels() },
        user,
        graceSeconds,
      },
      { signal: terminal.signal, onEvent: ({ stream, text }: OutputChunk) => writers[stream].add(text) },
    );
    if (code !== exit.well) terminal.log(`${name} ended with exit code ${code}.`);
    return code;
  } catch (error) {
    if (!(error instanceof MemoryError)) throw error;
    const { memory } = run.limits;
    terminal.log(
      `${name} ran out of memory${memory === undefined ? ": the engine's machine has no more" : `: ${run.config} allows ${Math.round(memory / 1024 ** 2)} MB. Raise memory in its dockerResources, or use another container configuration`}.`,
    );
    return exit.problems;
  } finally {
    for (const writer of Object.values(writers)) writer.end();
  }
}

/** Files that come back belong to whoever runs the command. Root needs nothing for that, nor a rootless engine. */
async function userOf(engine: Engine): Promise<string | undefined> {
  const user = process.getuid?.();
  if (!user || (await engine.isRootless())) return undefined;
  return `${user}:${process.getgid?.() ?? user}`;
}
