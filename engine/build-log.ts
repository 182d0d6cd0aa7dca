import type { EngineMessage } from './engine-messages.ts';

/** Follows what a builder reports and keeps what a failure needs. */
export interface BuildLog {
  /** Takes the next message; throws nothing that the message contains. */
  read(message: EngineMessage): void;
  /** The id of the whole image, once the builder has named it. */
  findImageId(): string | undefined;
  /** The step that failed, or was under way, when the builder reported a failure. */
  findFailedStep(): BuildStep | undefined;
}

/** A step as the engine counts it; one that has no number is no step of the Dockerfile's own count. */
export interface BuildStep {
  readonly instruction: string;
  readonly position: { readonly step: number; readonly total: number } | undefined;
  readonly output: string;
}

/** The id in the message that names an image: `{ aux: { ID: 'sha256:…' } }`. */
export function readImageId(message: EngineMessage): string | undefined {
  const id = (message.aux as { readonly ID?: unknown } | null | undefined)?.ID;
  return typeof id === 'string' ? id : undefined;
}
