import { type Limits, type RunPlan, writeYaml } from '../../core/index.ts';
import { describeJob } from '../../engine/kubernetes/job-manifest.ts';
import { shellWord } from '../../engine/shell-word.ts';
import { type ClusterRun, jobOf } from '../run/on-cluster.ts';

/**
 * A run as somebody would write it by hand: the manifest of a Job, or a `docker run`. Neither engine nor cluster is
 * asked: images have their names here, where what is run is pinned.
 */
export function writtenRun(run: RunPlan): string {
  const { place } = run;
  return place.kind === 'cluster' ? manifestOf({ ...run, place }) : `${dockerRun(run, place.limits)}\n`;
}

function manifestOf(run: ClusterRun): string {
  return writeYaml(describeJob(jobOf(run, run.image.image, 'default')), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

function dockerRun(
  { image, command, environment, mounts, workingDirectory }: RunPlan,
  limits: Limits,
): string {
  const [entrypoint = '', ...words] = command;
  const { gpus } = limits;
  const options: readonly (readonly [string, string | number | undefined])[] = [
    ...Object.entries(environment).map(([name, value]) => ['env', `${name}=${value}`] as const),
    ...mounts.map(
      ({ source, target, readOnly }) =>
        ['mount', `type=bind,source=${source},target=${target}${readOnly ? ',readonly' : ''}`] as const,
    ),
    ['workdir', workingDirectory],
    ['memory', limits.memory],
    ['cpus', limits.cpus],
    ['gpus', typeof gpus === 'object' ? `"device=${gpus.join(',')}"` : gpus],
    ['shm-size', limits.sharedMemory],
    ['network', limits.network],
    ['entrypoint', entrypoint],
  ];
  const lines = options.flatMap(([name, value]) =>
    value === undefined ? [] : `--${name} ${shellWord(String(value))}`,
  );
  return ['docker run --rm', ...lines, [image.image, ...words].map(shellWord).join(' ')].join(' \\\n  ');
}
