import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { importFile, newDefinition, newEnvPlace, usualChoices } from '../../core/index.ts';
import { toPath } from '../../workspace/index.ts';
import { load } from '../load.ts';
import { noInstance } from '../print/no-instance.ts';
import { oneLine } from '../print/one-line.ts';
import { type ExitCode, exit, type Terminal, UsageError } from '../terminal.ts';

/** `import FILE`: makes a code env of the file of another tool, beside the others; with `dryRun` it is only printed. */
export async function importCommand(
  file: string,
  { name: wanted, dryRun }: { readonly name?: string; readonly dryRun?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const source = resolve(terminal.folder, file);
  if (!statSync(source, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`There is no file ${file}.`);
  const found = importFile(toPath(source), readFileSync(source, 'utf8'));
  if ('problem' in found) throw new UsageError(`${file}: ${found.problem}`);
  const name = wanted ?? found.name ?? 'new';
  if (!/^[A-Za-z\d-]+$/.test(name))
    throw new UsageError(`${JSON.stringify(name)} is no name of a code env: letters, digits and hyphens.`);
  const { project } = await load(['.'], terminal);
  const here = toPath(terminal.folder);
  // The instance of the folder that one stands in.
  const instance = project.instanceOf(`${here}/code-env.yaml`);
  const place = newEnvPlace(instance, here, project);
  if (place.taken.includes(name))
    throw new UsageError(`There is a code env ${name} already. Give another --name.`);
  const path = place.pathOf(name);
  const text = newDefinition(usualChoices(found.lang, found.interpreter), place.node, found);
  if (dryRun) {
    terminal.write(text);
    return exit.well;
  }
  if (existsSync(path))
    throw new UsageError(`${relative(terminal.folder, path)} is there already. Give another --name.`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    terminal.log(`${relative(terminal.folder, path)} cannot be written: ${(error as Error).message}`);
    return exit.problems;
  }
  terminal.write(`${toPath(relative(terminal.folder, path))}\n`);
  for (const note of found.left) terminal.log(`Not taken over: ${oneLine(note)}`);
  terminal.log(instance ? `Next: code-envs check, then code-envs build ${name}` : noInstance);
  return exit.well;
}
