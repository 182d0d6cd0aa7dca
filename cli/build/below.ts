import type { BuildRequest } from '../../engine/index.ts';
import { readBuildContext } from '../../workspace/index.ts';
import type { Base } from '../state/bases.ts';

/**
 * How the base images with these names are built, for a builder that does not have what the engine has; those that
 * nobody builds here are left out: it has to pull them.
 */
export async function requestsBelow(
  tags: readonly string[],
  dockerHost: string | undefined,
  bases: readonly Base[],
): Promise<Readonly<Record<string, BuildRequest>>> {
  const requests: Record<string, BuildRequest> = {};
  for (const tag of tags) {
    const base = bases.find(base => base.tag === tag && base.dockerHost === dockerHost);
    if (base?.context === undefined || base.obstacle !== undefined) continue;
    requests[tag] = {
      tag,
      dockerfile: base.dockerfile,
      context: await readBuildContext(base.context),
      labels: {},
      below: await requestsBelow(base.below, dockerHost, bases),
    };
  }
  return requests;
}
