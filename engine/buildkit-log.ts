import protobuf from 'protobufjs/light.js';
import { type BuildLog, readImageId } from './build-log.ts';
import { followStatus, type Status } from './buildkit-status.ts';
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

/** Follows a BuildKit build that an engine does. */
export function followBuildkit(onEvent: (event: BuildEvent) => void): BuildLog {
  const log = followStatus(onEvent);
  let imageId: string | undefined;
  return {
    read(message) {
      if (message.id === 'moby.image.id') imageId = readImageId(message);
      if (message.id !== 'moby.buildkit.trace' || typeof message.aux !== 'string') return;
      log.read(StatusResponse.decode(Buffer.from(message.aux, 'base64')) as unknown as Status);
    },
    findImageId: () => imageId,
    findFailedStep: log.findFailedStep,
  };
}
