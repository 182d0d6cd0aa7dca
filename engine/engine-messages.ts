import { StringDecoder } from 'node:string_decoder';

/** One line of what an engine streams while it pulls or builds. */
export interface EngineMessage {
  readonly id?: string;
  readonly stream?: string;
  readonly status?: string;
  readonly aux?: unknown;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/**
 * Reads a stream of one JSON object a line. A line that is none (a proxy's remark, say) is passed on as output.
 * Throws what the stream throws; that it just ends is for the caller to judge.
 */
export async function* readMessages(stream: AsyncIterable<Buffer>): AsyncGenerator<EngineMessage> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line.trim() !== '') yield readMessage(line);
  }
  rest += decoder.end();
  if (rest.trim() !== '') yield readMessage(rest);
}

/** The engine's words for why the operation failed, if this message says that it did. */
export function findFailure(message: EngineMessage): string | undefined {
  const text = message.errorDetail?.message ?? message.error;
  return text?.trim();
}

function readMessage(line: string): EngineMessage {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Not JSON: shown as it is.
  }
  return { stream: `${line.trimEnd()}\n` };
}
