import {
  type AskedPackage,
  askedPackages,
  failedImport,
  type ImportResult,
  type ImportSaid,
  importCommandOf,
  importResult,
  namelessResults,
} from '../../core/index.ts';
import { MemoryError } from '../../engine/engine.ts';
import { ownerLabels, removeLeftovers } from '../containers.ts';
import { LineWriter } from '../line-writer.ts';
import type { Engines } from '../state/engines.ts';
import type { ImageWithState } from '../state/states.ts';
import type { Terminal } from '../terminal.ts';
import { userOf } from './on-engine.ts';

/** The label of a container that imports: its code env. */
const testLabel = 'io.code-envs.test';

/**
 * Imports in an image what its code env asks for; gives each result to `onResult` when it is known. What packages print
 * and tracebacks go to standard error.
 */
export async function importPackages(
  image: ImageWithState,
  engines: Engines,
  terminal: Terminal,
  onResult: (result: ImportResult) => void,
): Promise<void> {
  const asked = askedPackages(image.planned);
  namelessResults(asked).forEach(onResult);
  const waiting = new Map<string, AskedPackage>();
  for (const one of asked) if (one.key !== undefined && !waiting.has(one.key)) waiting.set(one.key, one);
  if (waiting.size === 0) return;
  let environment = {};
  const hear = (line: string) => {
    // Python and R may say something of their own when they start.
    if (!line.startsWith('{')) return terminal.draw(`${line}\n`);
    const said = JSON.parse(line) as ImportSaid;
    if ('environment' in said) {
      environment = said.environment;
      return;
    }
    waiting.delete(said.name);
    const result = importResult(said, asked, environment);
    if (result) onResult(result);
  };
  const end = await runIn(image, [...waiting.keys()], engines, terminal, hear);
  for (const one of waiting.values()) onResult(failedImport(one, `${end} before it was imported.`));
}

/** Runs our program in the image, each line of which is heard; gives how it ended. */
async function runIn(
  { planned: { env, lang, image, dockerHost }, id }: ImageWithState,
  keys: readonly string[],
  engines: Engines,
  { draw, signal }: Terminal,
  hear: (line: string) => void,
): Promise<string> {
  const engine = await engines.connect(dockerHost);
  await removeLeftovers(engine);
  const user = await userOf(engine);
  const [program = '', ...command] = importCommandOf(lang, keys);
  const lines = new LineWriter(text => text.trimEnd().split('\n').forEach(hear), '');
  try {
    const code = await engine.runContainer(
      {
        image: id ?? image,
        entrypoint: [program],
        command,
        environment: user === undefined ? {} : { HOME: '/tmp' },
        workingDirectory: '/tmp',
        labels: { [testLabel]: env, ...ownerLabels() },
        user,
      },
      { signal, onEvent: ({ stream, text }) => (stream === 'stdout' ? lines.add(text) : draw(text)) },
    );
    return `its container ended with exit code ${code}`;
  } catch (error) {
    if (!(error instanceof MemoryError)) throw error;
    return 'its container ran out of memory';
  } finally {
    lines.end();
  }
}
