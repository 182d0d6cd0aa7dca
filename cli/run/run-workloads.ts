import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { RunPlan } from '../../core/index.ts';
import type { Cluster } from '../../engine/cluster.ts';
import { EngineError, MemoryError } from '../../engine/engine.ts';
import { toPath } from '../../workspace/index.ts';
import { removeLeftovers } from '../containers.ts';
import { LineWriter } from '../line-writer.ts';
import { oneLine } from '../print/one-line.ts';
import type { Engines } from '../state/engines.ts';
import { exit, type Terminal } from '../terminal.ts';
import { removeJobsLeft, runOnCluster } from './on-cluster.ts';
import { runOnEngine } from './on-engine.ts';

/** Runs that may begin, and what they need for it. */
export interface ReadyRuns {
  readonly runs: readonly RunPlan[];
  /** What each runs in: the id of an image, or its name in a registry. */
  readonly imageOf: (run: RunPlan) => string;
  readonly engines: Engines;
  /** Undefined where none of them runs on a cluster. */
  readonly cluster: Cluster | undefined;
}

/** What a run tells while it goes on. */
export interface RunOutput {
  /** What the workload prints. */
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** A line about it. */
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Runs workloads side by side; gives the first exit code that is not 0, in the order of `runs`. */
export async function runWorkloads(ready: ReadyRuns, terminal: Terminal): Promise<number> {
  const { runs, engines, cluster } = ready;
  const onEngines = runs.filter(({ place }) => place.kind === 'engine');
  for (const host of new Set(onEngines.map(({ image }) => image.dockerHost)))
    await removeLeftovers(await engines.connect(host));
  if (cluster) await removeJobsLeft(runs, cluster);
  const codes = await Promise.all(
    runs.map(async run => {
      try {
        return await runOne(run, ready, terminal);
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

async function runOne(run: RunPlan, ready: ReadyRuns, terminal: Terminal): Promise<number> {
  const name = oneLine(run.workload);
  const prefix = ready.runs.length > 1 ? `${name} | ` : undefined;
  const stdout = new LineWriter(terminal.write, prefix);
  const stderr = new LineWriter(terminal.draw, prefix);
  const output: RunOutput = {
    stdout: text => stdout.add(text),
    stderr: text => stderr.add(text),
    log: line => terminal.log(oneLine(line)),
    signal: terminal.signal,
  };
  const { folder, holds } = run.outputs;
  for (const inside of ['', ...holds]) mkdirSync(join(folder, inside), { recursive: true });
  const comesTo = toPath(relative(terminal.folder, folder)) || '.';
  const began = performance.now();
  try {
    const code = await place(run, ready, comesTo, output).finally(() => {
      stdout.end();
      stderr.end();
    });
    const seconds = Math.max(1, Math.round((performance.now() - began) / 1000));
    terminal.log(
      `${name} ended ${code === exit.well ? 'well' : `with exit code ${code}`} after ${seconds} s.`,
    );
    return code;
  } catch (error) {
    if (!(error instanceof MemoryError)) throw error;
    terminal.log(`${name} ran out of memory${whatMemory(run)}.`);
    return exit.problems;
  }
}

async function place(run: RunPlan, ready: ReadyRuns, comesTo: string, output: RunOutput): Promise<number> {
  const { place } = run;
  const { engines, cluster } = ready;
  const image = ready.imageOf(run);
  const itsOutputs = `What it writes comes to ${comesTo}.`;
  if (place.kind === 'engine') {
    output.log(`${run.workload} runs in ${run.image.image}. ${itsOutputs}`);
    const engine = await engines.connect(run.image.dockerHost);
    return await runOnEngine({ ...run, place }, { image, engine }, output);
  }
  if (!cluster) throw new Error(`There is no cluster for ${run.workload}.`);
  return await runOnCluster({ ...run, place }, { image, cluster, itsOutputs }, output);
}

function whatMemory({ place, config }: RunPlan): string {
  if (place.kind === 'cluster')
    return place.limits['memory'] === undefined
      ? ': its node has no more'
      : `: ${config} allows ${place.limits['memory']}. Raise memLimitMB in its kubernetesResources, or use another container configuration`;
  const { memory } = place.limits;
  return memory === undefined
    ? ": the engine's machine has no more"
    : `: ${config} allows ${Math.round(memory / 1024 ** 2)} MB. Raise memory in its dockerResources, or use another container configuration`;
}
