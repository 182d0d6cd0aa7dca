import type { EnginePlace, RunPlan } from '../../core/index.ts';
import type { Engine } from '../../engine/engine.ts';
import { ownerLabels } from '../containers.ts';
import type { RunOutput } from './run-workloads.ts';

/** The label of a workload's container or Job: its name. */
export const runLabel = 'io.code-envs.run';
/** How long a workload may take to end after Ctrl-C, in seconds. */
export const graceSeconds = 5;

/** Runs a workload in a container of an engine; gives its exit code. */
export async function runOnEngine(
  run: RunPlan & { readonly place: EnginePlace },
  { image, engine }: { readonly image: string; readonly engine: Engine },
  output: RunOutput,
): Promise<number> {
  const user = await userOf(engine);
  return await engine.runContainer(
    {
      image,
      // The image may have an entry point of its own, as those of DSS do.
      entrypoint: run.command.slice(0, 1),
      command: run.command.slice(1),
      // A user whom the image does not know has no home there.
      environment: { ...run.environment, ...(user !== undefined && { HOME: '/tmp' }) },
      workingDirectory: run.workingDirectory,
      mounts: run.mounts,
      limits: run.place.limits,
      labels: { [runLabel]: run.workload, ...ownerLabels() },
      user,
      graceSeconds,
    },
    { signal: output.signal, onEvent: ({ stream, text }) => output[stream](text) },
  );
}

/** Files that come back belong to whoever runs the command. Root needs nothing for that, nor a rootless engine. */
export async function userOf(engine: Engine): Promise<string | undefined> {
  const user = process.getuid?.();
  if (!user || (await engine.isRootless())) return undefined;
  return `${user}:${process.getgid?.() ?? user}`;
}
