import { StringDecoder } from 'node:string_decoder';
import type { BuildLog, BuildStep } from './build-log.ts';
import type { BuildEvent } from './engine.ts';

/** A vertex of a build; of its times only whether they are there counts. */
interface Vertex {
  readonly digest: string;
  readonly name: string;
  readonly cached?: boolean;
  readonly started?: { readonly length: number };
  readonly completed?: { readonly length: number };
  readonly error?: string;
}

/** A message of BuildKit about what has happened since the last. */
export interface Status {
  readonly vertexes?: readonly Vertex[];
  readonly logs?: readonly { readonly vertex: string; readonly msg: Uint8Array }[];
}

export interface StatusLog extends Pick<BuildLog, 'findFailedStep'> {
  read(status: Status): void;
}

/**
 * Follows a BuildKit build. Steps of parallel stages interleave.
 * BuildKit itself drops what a step prints beyond 200 KiB/s and says so in the output; the end of a step that fails it
 * keeps, so that the reason is there (Docker 20.10 and 26: `test/engine/failing-builds.ts`).
 */
export function followStatus(onEvent: (event: BuildEvent) => void): StatusLog {
  const told = new Set<string>();
  const outputs = new Map<string, { text: string; readonly decoder: StringDecoder }>();
  let failed: Vertex | undefined;

  function announce(vertex: Vertex): void {
    const named = readName(vertex.name);
    if (!named?.position || !vertex.started?.length || told.has(vertex.digest)) return;
    told.add(vertex.digest);
    const { instruction, position } = named;
    onEvent({ kind: vertex.cached ? 'cached' : 'step', ...position, instruction });
  }

  function write(digest: string, bytes: Uint8Array): void {
    const output = outputs.get(digest) ?? { text: '', decoder: new StringDecoder('utf8') };
    outputs.set(digest, output);
    const text = output.decoder.write(Buffer.from(bytes));
    output.text += text;
    if (text !== '') onEvent({ kind: 'output', text });
  }

  return {
    read({ vertexes = [], logs = [] }) {
      for (const vertex of vertexes) announce(vertex);
      for (const log of logs) write(log.vertex, log.msg);
      for (const vertex of vertexes) {
        // When one step fails BuildKit cancels those beside it, which then carry an error too.
        if (vertex.error && !vertex.error.includes('context canceled')) failed ??= vertex;
        else if (vertex.completed?.length) outputs.delete(vertex.digest);
      }
    },
    findFailedStep() {
      const named = failed && readName(failed.name);
      return named && { ...named, output: outputs.get(failed!.digest)?.text ?? '' };
    },
  };
}

/** `[env 3/5] RUN …` and `[ 3/12] RUN …` are steps; `[internal] load metadata for …` is a FROM before it counts. */
function readName(name: string): Omit<BuildStep, 'output'> | undefined {
  const [, step, total, instruction] = /^\[(?:[^\]]* )?\s*(\d+)\/(\d+)\] (.*)$/s.exec(name) ?? [];
  if (instruction) return { instruction, position: { step: Number(step), total: Number(total) } };
  const base = /^\[internal\] load metadata for (\S+)$/.exec(name)?.[1];
  return base ? { instruction: `FROM ${base}`, position: undefined } : undefined;
}
