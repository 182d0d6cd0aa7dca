import { EngineError } from '../engine.ts';

/** Turns what a request to a cluster threw into an {@link EngineError} that says what was going on (`doing`: `'making x'`). */
export function explainRefusal(error: unknown, cluster: string, doing: string): EngineError {
  const { code, body, message } = error as {
    readonly code?: number | string;
    readonly body?: unknown;
    readonly message: string;
  };
  const told = (reason: string) =>
    new EngineError(`${capital(cluster)} failed at ${doing}: ${reason}`, { cause: error });
  if (typeof code !== 'number')
    return told(
      `it does not answer (${message.replace(/^request to \S+ failed, reason: /, '')}). See whether it runs, or choose another context.`,
    );
  const words = readMessage(body) ?? `HTTP ${code}`;
  switch (code) {
    case 401:
      return told('it does not know you. Log in to it again.');
    case 403:
      return told(`${sentence(words)} Ask for that right: docs/running.md lists those that are needed.`);
    case 404:
      return told(`${sentence(words)} Make it first, or correct kubernetesNamespace.`);
    default:
      return told(sentence(words));
  }
}

/** The words of a `Status`, as the API server answers. */
function readMessage(body: unknown): string | undefined {
  try {
    const status = typeof body === 'string' ? JSON.parse(body) : body;
    return (status as { readonly message?: string } | null)?.message || undefined;
  } catch {
    return undefined;
  }
}

function sentence(words: string): string {
  return words.endsWith('.') ? words : `${words}.`;
}

/** For the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
