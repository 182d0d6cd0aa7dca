import { StringDecoder } from 'node:string_decoder';
import protobuf from 'protobufjs/light.js';
import { type BuildLog, type BuildStep, readImageId } from './build-log.ts';
import type { BuildEvent } from './engine.ts';

// The part of BuildKit's api/services/control/control.proto that is read here. Of the times only their presence
// matters, so that they stay bytes. Inline, because the bundle has no files beside it.
const StatusResponse = protobuf.Root.fromJSON({
  nested: {
    StatusResponse: {
      fields: {
        vertexes: { rule: 'repeated', type: 'Vertex', id: 1 },
        logs: { rule: 'repeated', type: 'VertexLog', id: 3 },
      },
    },
    Vertex: {
      fields: {
        digest: { type: 'string', id: 1 },
        name: { type: 'string', id: 3 },
        cached: { type: 'bool', id: 4 },
        started: { type: 'bytes', id: 5 },
        completed: { type: 'bytes', id: 6 },
        error: { type: 'string', id: 7 },
      },
    },
    VertexLog: {
      fields: { vertex: { type: 'string', id: 1 }, msg: { type: 'bytes', id: 4 } },
    },
  },
}).lookupType('StatusResponse');

interface Vertex {
  readonly digest: string;
  readonly name: string;
  readonly cached: boolean;
  readonly started: Uint8Array;
  readonly completed: Uint8Array;
  readonly error: string;
}

interface Status {
  readonly vertexes: readonly Vertex[];
  readonly logs: readonly { readonly vertex: string; readonly msg: Uint8Array }[];
}

/**
 * Follows a BuildKit build. Steps of parallel stages interleave.
 * BuildKit itself drops what a step prints beyond 200 KiB/s and says so in the output; the end of a step that fails it
 * keeps, so that the reason is there (Docker 20.10 and 26: `test/engine/failing-builds.ts`).
 */
export function followBuildkit(onEvent: (event: BuildEvent) => void): BuildLog {
  const told = new Set<string>();
  const outputs = new Map<string, { text: string; readonly decoder: StringDecoder }>();
  let failed: Vertex | undefined;
  let imageId: string | undefined;

  function announce(vertex: Vertex): void {
    const named = readName(vertex.name);
    if (!named?.position || vertex.started.length === 0 || told.has(vertex.digest)) return;
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
    read(message) {
      if (message.id === 'moby.image.id') imageId = readImageId(message);
      if (message.id !== 'moby.buildkit.trace' || typeof message.aux !== 'string') return;
      const status = StatusResponse.decode(Buffer.from(message.aux, 'base64')) as unknown as Status;
      for (const vertex of status.vertexes) announce(vertex);
      for (const log of status.logs) write(log.vertex, log.msg);
      for (const vertex of status.vertexes) {
        // When one step fails BuildKit cancels those beside it, which then carry an error too.
        if (vertex.error !== '' && !vertex.error.includes('context canceled')) failed ??= vertex;
        else if (vertex.completed.length > 0) outputs.delete(vertex.digest);
      }
    },
    findImageId: () => imageId,
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
