import { hostname } from 'node:os';
import type { Engine, EngineContainer } from '../engine/engine.ts';

/** Which process runs a container, as `HOST/PID`. */
const ownerLabel = 'io.code-envs.run.by';

/** The labels of a container, or the annotations of a Job, that this process runs. */
export function ownerLabels(): Readonly<Record<string, string>> {
  return { [ownerLabel]: `${hostname()}/${process.pid}` };
}

/** Whether the process that ran a container on this machine was killed. */
export function isLeftover({ labels }: EngineContainer): boolean {
  return isOwnerGone(labels);
}

/** Whether {@link ownerLabels} name a process of this machine that is no more. */
export function isOwnerGone(labels: Readonly<Record<string, string>>): boolean {
  const [host, pid] = labels[ownerLabel]?.split('/') ?? [];
  return host === hostname() && !isAlive(Number(pid));
}

/**
 * Removes what killed processes have left: the engine knows nothing of that. Engines could remove containers at their
 * end by themselves, but then nobody could ask any more whether the memory was too little.
 */
export async function removeLeftovers(engine: Engine): Promise<void> {
  for (const container of await engine.listContainers()) {
    if (isLeftover(container)) await engine.removeContainer(container.id);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
