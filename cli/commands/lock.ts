import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import {
  findKind,
  folderOf,
  labels,
  listCommand,
  lockFile,
  lockText,
  type PlannedImage,
  readPackageList,
} from '../../core/index.ts';
import { toPath } from '../../workspace/index.ts';
import { countOf, exitOf, noImage, type Planned, planned } from '../planned.ts';
import { oneLine } from '../print/one-line.ts';
import { replaceText } from '../replace-text.ts';
import { Engines } from '../state/engines.ts';
import type { ImageWithState } from '../state/states.ts';
import { assertAnswered, type Survey, survey } from '../state/survey.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** Why a code env cannot be locked, in a sentence. */
class Unlockable extends Error {}

/** `lock [ENV…]`: writes what is installed in the images of code envs beside their definitions, or checks it. */
export async function lock(
  envs: readonly string[],
  { check = false }: { readonly check?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const plan = await planned({ envs }, terminal);
  const engines = new Engines(terminal.signal);
  try {
    const found = await survey(plan.images, [], engines);
    assertAnswered(found);
    const definitions = new Map(
      plan.images.map(image => [JSON.stringify([image.definition, image.env]), image]),
    );
    if (definitions.size === 0 && plan.complete) terminal.log(noImage({ envs }));
    let isWell = true;
    for (const image of definitions.values()) {
      try {
        const text = await lockOf(image, plan, found, engines, terminal);
        const path = lockFile(folderOf(image.definition), image.lang);
        isWell = (check ? compare(path, text, image, terminal) : write(path, text, terminal)) && isWell;
      } catch (error) {
        if (!(error instanceof Unlockable)) throw error;
        terminal.log(oneLine(`${image.env} cannot be locked: ${error.message}`));
        isWell = false;
      }
    }
    return isWell ? exitOf(plan) : exit.problems;
  } finally {
    await engines.close();
  }
}

/** The text of the lock of a code env. Throws {@link Unlockable}. */
async function lockOf(
  { env, definition }: PlannedImage,
  plan: Planned,
  { images, unknown, unreachable }: Survey,
  engines: Engines,
  terminal: Terminal,
): Promise<string> {
  const isOwn = (image: PlannedImage) => image.definition === definition && image.env === env;
  const namesakes = plan.loaded.files
    .filter(({ path }) => findKind(path) === 'code-env' && folderOf(path) === folderOf(definition))
    .flatMap(({ file }) => file?.documents ?? []);
  if (namesakes.length > 1)
    throw new Unlockable('its folder has other code envs, and a lock can be of one. Give each a folder.');
  const lost = unknown.find(isOwn);
  if (lost) throw new Unlockable(unreachable.get(lost.dockerHost)?.message ?? '');
  const own = images.filter(({ planned }) => isOwn(planned));
  const wanting = own.filter(({ state }) => state !== 'current');
  if (wanting[0])
    throw new Unlockable(
      `${wanting.length} of ${countOf(own.length, 'image')} must be built first (${wanting[0].reasons[0]}): code-envs build ${env}`,
    );
  const lists: { image: ImageWithState; baseId: string; packages: readonly string[] }[] = [];
  for (const image of own) {
    const built = (await engines.list(image.planned.dockerHost)).find(({ id }) => id === image.id);
    const baseId = built?.labels[labels.baseId] ?? '';
    lists.push({ image, baseId, packages: await packagesIn(image.planned, engines, terminal) });
  }
  const [first, ...others] = lists;
  const other = others.find(({ packages }) => packages.join('\n') !== first?.packages.join('\n'));
  if (!first) throw new Unlockable('it has no images.');
  if (other) {
    const differs = [...first.packages, ...other.packages].filter(
      line => first.packages.includes(line) !== other.packages.includes(line),
    );
    throw new Unlockable(
      `its images differ, so that one list cannot be of all: ${differs.slice(0, 4).join(', ')}${differs.length > 4 ? ', …' : ''} on ${first.image.planned.base} or on ${other.image.planned.base} only. Pin what differs.`,
    );
  }
  return lockText(
    lists.map(({ image: { planned }, baseId }) => ({ planned, baseId })),
    first.packages,
  );
}

/** What is installed in an image. Throws {@link Unlockable}. */
async function packagesIn(
  { image, lang, dockerHost }: PlannedImage,
  engines: Engines,
  { signal }: Terminal,
): Promise<readonly string[]> {
  const engine = await engines.connect(dockerHost);
  const said = { stdout: '', stderr: '' };
  const [program = '', ...command] = listCommand(lang);
  const code = await engine.runContainer(
    { image, entrypoint: [program], command },
    {
      signal,
      onEvent({ stream, text }) {
        said[stream] += text;
      },
    },
  );
  if (code !== 0)
    throw new Unlockable(
      `${program} in ${image} does not list its packages: ${said.stderr.trim().split('\n').at(-1)}`,
    );
  return readPackageList(said.stdout);
}

/** Writes a lock; says so, and whether it could. */
function write(path: string, text: string, terminal: Terminal): boolean {
  const name = toPath(relative(terminal.folder, path));
  if (textOf(path) === text) {
    terminal.log(`${name} is as it was.`);
    return true;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '', { flag: 'a' });
  const obstacle = replaceText(path, text);
  terminal.log(obstacle === undefined ? `${name} was written.` : `${name} cannot be written: ${obstacle}`);
  return obstacle === undefined;
}

/** Whether a lock has these packages; prints what differs. Ids of images are an engine's own, and are not compared. */
function compare(path: string, text: string, { env }: PlannedImage, terminal: Terminal): boolean {
  const name = toPath(relative(terminal.folder, path));
  const before = textOf(path);
  if (before === undefined) {
    terminal.log(`There is no ${name}: code-envs lock ${oneLine(env)}`);
    return false;
  }
  const [locked, installed] = [before, text].map(text => `${readPackageList(text).join('\n')}\n`) as [
    string,
    string,
  ];
  if (locked === installed) {
    terminal.log(`${name} is what is installed.`);
    return true;
  }
  terminal.write(
    createTwoFilesPatch(`a/${name}`, `b/${name}`, locked, installed, undefined, undefined, {
      headerOptions: FILE_HEADERS_ONLY,
    }),
  );
  terminal.log(`${name} is not what is installed: code-envs lock ${oneLine(env)}`);
  return false;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
