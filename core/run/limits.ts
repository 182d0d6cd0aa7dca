import type { ExecutionConfig } from '../model.ts';

/** What a container may use; undefined means all of it. */
export interface Limits {
  /** Bytes. */
  readonly memory?: number;
  /** Cores, in parts too. */
  readonly cpus?: number;
  /** How many GPUs, or which of them. */
  readonly gpus?: number | 'all' | readonly string[];
  /** Bytes of `/dev/shm`. */
  readonly sharedMemory?: number;
  /** The Docker network that it joins. */
  readonly network?: string;
}

/**
 * The limits of a container configuration of Docker, or a sentence about one that cannot be kept: to run without it
 * would be to run otherwise than was asked. The shape of `dockerResources` is not public ("resource restriction keys
 * as specified by Docker", doc.dataiku.com, containers/docker); here its keys are the options of `docker run`.
 */
export function limitsOf({ name, dockerNetwork, dockerResources }: ExecutionConfig): Limits | string {
  let limits: Limits = dockerNetwork?.value ? { network: dockerNetwork.value } : {};
  for (const { key, value } of dockerResources) {
    const option = key?.value.replace(/^--/, '') ?? '';
    const limit = readLimit(option, value?.value ?? '');
    if (!limitOptions.includes(option))
      return `The container configuration ${name?.value ?? ''} has ${JSON.stringify(option)} in dockerResources, which cannot be kept here. Known: ${limitOptions.join(', ')}.`;
    if (!limit)
      return `The container configuration ${name?.value ?? ''} has ${option}: ${JSON.stringify(value?.value ?? '')} in dockerResources, which is not what \`docker run --${option}\` takes. Write it as in ${limitExamples[option]}.`;
    limits = { ...limits, ...limit };
  }
  return limits;
}

const readers: Readonly<Record<string, (value: string) => Limits | undefined>> = {
  memory: value => withSize(value, memory => ({ memory })),
  cpus: value => (/^\d*\.?\d+$/.test(value) && Number(value) > 0 ? { cpus: Number(value) } : undefined),
  gpus: readGpus,
  'shm-size': value => withSize(value, sharedMemory => ({ sharedMemory })),
};

/** What values of an option look like. */
export const limitExamples: Readonly<Record<string, string>> = {
  memory: '512m or 4g',
  cpus: '1.5',
  gpus: 'all, 2 or device=0,1',
  'shm-size': '512m or 4g',
};

/** The options of `docker run` that can be kept here. */
export const limitOptions: readonly string[] = Object.keys(readers);

/** What the value of an option says; undefined for another option, and for a value that cannot be kept. */
export function readLimit(option: string, value: string): Limits | undefined {
  return readers[option]?.(value);
}

/** A size as Docker reads it: bytes, or `b`, `k`, `m`, `g` and more behind the number, by 1024. Source: docker/go-units, RAMInBytes. */
function withSize(value: string, limit: (bytes: number) => Limits): Limits | undefined {
  const [, number, unit = 'b'] = /^(\d*\.?\d+) ?(?:([kmgtp])(?:i?b)?|b)?$/i.exec(value) ?? [];
  return number && Number(number) > 0
    ? limit(Math.floor(Number(number) * 1024 ** 'bkmgtp'.indexOf(unit.toLowerCase())))
    : undefined;
}

function readGpus(value: string): Limits | undefined {
  if (value === 'all') return { gpus: 'all' };
  if (/^[1-9]\d*$/.test(value)) return { gpus: Number(value) };
  const devices = /^device=(.+)$/.exec(value)?.[1];
  return devices ? { gpus: devices.split(',') } : undefined;
}
