import { endOfLastLog } from '../build/kept-log.ts';
import type { Survey } from './survey.ts';

/** The last build of an image, which failed. */
export interface LastFailure {
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  readonly message: string;
  /** The file with everything that was said. */
  readonly log: string;
}

/** By their names the images that are not current and whose last build failed. Read of the logs, so that nothing else is to be kept. */
export function lastFailures({ images, bases }: Survey): ReadonlyMap<string, LastFailure> {
  const wanting = [
    ...images.map(({ planned, state, created }) => ({ image: planned.image, state, created })),
    ...bases.map(({ tag, state }) => ({ image: tag, state, created: undefined })),
  ].filter(({ state }) => state !== 'current');
  return new Map(
    wanting.flatMap(({ image, created = 0 }) => {
      const end = endOfLastLog(image);
      // An image that came later, by a pull or of another machine, has nothing to do with it.
      return end?.failure !== undefined && end.at > created
        ? [[image, { at: end.at, message: end.failure, log: end.log }] as const]
        : [];
    }),
  );
}
