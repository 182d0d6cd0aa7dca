import { type BuildLog, readImageId } from './build-log.ts';
import type { BuildEvent } from './engine.ts';

interface Current {
  readonly instruction: string;
  readonly step: number;
  readonly total: number;
  output: string;
}

/** Docker's classic builder: a message of its own, without the end of the line. */
const dockerStep = /^Step (\d+)\/(\d+) : (.*[^\n])$/s;
const podmanStep = /^(?:\[\d+\/\d+\] )?STEP (\d+)\/(\d+): (.*)\n$/s;
const usesCache = /^ ?-+> Using cache/;

/** What the builders say about their own work between the steps. */
const chatter = [
  /^ ---> (?:[0-9a-f]{12}|(?:Running in|Removed intermediate container) [0-9a-f]{12})\n$/,
  /^(?:Removing intermediate container|Successfully built) [0-9a-f]{12}\n$/,
  /^--> [0-9a-f]{11,64}\n$/,
  /^(?:COMMIT|[0-9a-f]{64})\n$/,
];

/**
 * Follows a build of Docker's classic builder or of Podman. Docker itself reads what a command prints in pieces, so
 * that a character at the border of two arrives as U+FFFD.
 */
export function followClassic(onEvent: (event: BuildEvent) => void): BuildLog {
  let current: Current | undefined;
  /** Docker tells one message later whether a step comes from the cache, so that its event waits for that. */
  let waiting = false;
  let imageId: string | undefined;

  function tell(kind: 'step' | 'cached'): void {
    waiting = false;
    const { step, total, instruction } = current!;
    onEvent({ kind, step, total, instruction });
  }

  function begin(text: string): boolean {
    const match = dockerStep.exec(text) ?? podmanStep.exec(text);
    if (!match) return false;
    const step = Number(match[1]);
    // A step that is out of turn is what a command printed. Podman counts each stage from 1.
    if (step !== (current?.step ?? 0) + 1 && step !== 1) return false;
    current = { instruction: match[3]!, step, total: Number(match[2]), output: '' };
    // Each stage of a classic build ends with an image id; only the last one is the image's.
    imageId = undefined;
    waiting = text.startsWith('Step');
    if (!waiting) tell('step');
    return true;
  }

  return {
    read(message) {
      imageId = readImageId(message) ?? imageId;
      const text = stripColour(message.stream ?? '');
      if (text === '' || (waiting && text === '\n') || begin(text)) return;
      if (current && current.output === '' && usesCache.test(text)) return tell('cached');
      if (waiting) tell('step');
      if (chatter.some(pattern => pattern.test(text))) return;
      if (current) current.output += text;
      onEvent({ kind: 'output', text });
    },
    findImageId: () => imageId,
    findFailedStep() {
      if (!current) return undefined;
      const { instruction, step, total, output } = current;
      return { instruction, position: { step, total }, output };
    },
  };
}

/** The classic builder paints what comes from stderr red. */
function stripColour(text: string): string {
  const [red, plain] = ['\u001b[91m', '\u001b[0m'];
  return text.startsWith(red) && text.endsWith(plain) ? text.slice(red.length, -plain.length) : text;
}
