import type { DialOptions } from 'docker-modem';
import type Docker from 'dockerode';
import { EngineError } from './engine.ts';

/**
 * One request that dockerode has no fitting method for; gives the parsed body, or the response where `isStream`
 * is asked for. Rejects as docker-modem does: with `statusCode` if the engine refused, with `code` if it is away.
 */
export function send<Answer>(docker: Docker, request: DialOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    docker.modem.dial({ statusCodes: { 200: true }, ...request }, (error: Error | null, answer: unknown) =>
      error ? reject(error) : resolve(answer as Answer),
    );
  });
}

/**
 * Turns what a request threw into an {@link EngineError} that says what was going on (`doing`: `'pulling x'`);
 * gives everything that is not the engine's doing back as it is.
 */
export function explainFailure(error: unknown, doing: string): unknown {
  if (!(error instanceof Error) || error instanceof EngineError) return error;
  const refusal = findRefusal(error);
  if (refusal) return new EngineError(`The engine failed at ${doing}: ${refusal.message}`, { cause: error });
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') return error;
  if (code.startsWith('ERR_') && code !== 'ERR_STREAM_PREMATURE_CLOSE') return error;
  return describeLoss(doing, error);
}

/** The error for an engine that stopped answering while `doing`. */
export function describeLoss(doing: string, cause?: Error): EngineError {
  return new EngineError(
    `The engine went away while ${doing}${cause ? ` (${cause.message})` : ''}. See whether it still runs, then try again.`,
    { cause },
  );
}

/** The engine's own words if it has answered with an HTTP error. */
export function findRefusal(
  error: unknown,
): { readonly status: number; readonly message: string } | undefined {
  const { statusCode, json, message } = error as {
    readonly statusCode?: number;
    readonly json?: { readonly message?: string } | null;
    readonly message: string;
  };
  if (statusCode === undefined) return undefined;
  // docker-modem wraps the text: `(HTTP code 404) no such container - No such image: x `, with the noun wrong.
  const text = json?.message ?? message.replace(/^\(HTTP code \d+\) [^-]* - /, '');
  return { status: statusCode, message: text.trim() };
}
