import type { PlannedImage } from '../../core/index.ts';
import { EngineError } from '../../engine/engine.ts';
import type { BaseWithState } from '../state/bases.ts';
import type { Survey } from '../state/survey.ts';
import { BuildFailure } from './build-image.ts';
import type { Outcome } from './run-builds.ts';

/** What a build did with an image; `planned` is what it would build. */
export type Action = 'built' | 'current' | 'skipped' | 'failed' | 'cancelled' | 'planned';

/** An image or base image after a build. */
export interface Result {
  /** The code env; undefined for a base image. */
  readonly env: string | undefined;
  readonly configs: readonly string[];
  /** What it stands on. */
  readonly base: string | undefined;
  readonly image: string;
  readonly dockerHost: string | undefined;
  /** Its state before the build; undefined where the engine did not answer. */
  readonly before: 'missing' | 'current' | 'stale' | undefined;
  readonly action: Action;
  /** Why it was to be built, or why it was not. */
  readonly reason: string | undefined;
  readonly id?: string | undefined;
  /** Where it was pushed: `sha256:…`, by which the registry knows it. */
  readonly pushed?: { readonly digest: string } | undefined;
  readonly seconds?: number | undefined;
  readonly log?: string | undefined;
  readonly error?: BuildFailure | EngineError | undefined;
}

/** What is to be told of an image beside what it is. */
type Told = Omit<Result, 'env' | 'configs' | 'base' | 'image' | 'dockerHost'>;

/** The result of a code env's image. */
export function imageResult({ env, configs, base, image, dockerHost }: PlannedImage, told: Told): Result {
  return { env, configs, base, image, dockerHost, ...told };
}

/** The result of a base image. */
export function baseResult({ tag, configs, below, dockerHost }: BaseWithState, told: Told): Result {
  return { env: undefined, configs, base: below[0], image: tag, dockerHost, ...told };
}

/** Images of which nothing is known, because their engine does not answer. */
export function unreachableResults({ unknown, unreachable }: Survey): readonly Result[] {
  return unknown.map(planned =>
    imageResult(planned, {
      before: undefined,
      action: 'failed',
      reason: undefined,
      error: unreachable.get(planned.dockerHost),
    }),
  );
}

/** What a job's outcome tells. Throws what is no failure of a build, but a mistake of ours. */
export function told({
  end,
  id,
  error,
  seconds,
  log,
}: Outcome): Pick<Told, 'action' | 'id' | 'seconds' | 'log' | 'error'> {
  if (end !== 'failed') return { action: end, id, seconds, log };
  if (!(error instanceof BuildFailure || error instanceof EngineError)) throw error;
  return { action: end, seconds, log, error };
}

/** What errors and progress are told under. */
export function titleOf({ env, base, image }: Pick<Result, 'env' | 'base' | 'image'>): string {
  return env === undefined ? `base image ${image}` : `${env} on ${base}`;
}

/** Whether something went wrong. */
export function isBad({ action }: Result): boolean {
  return action === 'failed' || action === 'cancelled';
}
