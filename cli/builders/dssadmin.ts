import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NoProgram, runChild } from '../child.ts';
import type { BuildCommand } from '../commands/build.ts';
import type { Choice } from '../planned.ts';
import { exit, UsageError } from '../terminal.ts';
import type { Builder } from './builder.ts';

/**
 * DSS's own command on its host. It makes the images of the code envs that DSS has, not of the files here.
 * Source: doc.dataiku.com, containers/setup-k8s; no other option than `--all` is public.
 */
export const dssadmin: Builder = async (choice, command, terminal) => {
  const refusal = refuse(choice, command);
  if (refusal !== undefined) throw new UsageError(refusal);
  const home = findHome(command.dssHome, terminal.folder);
  const commands = [
    ...(command.baseImages ? [['build-base-image', '--type', 'container-exec']] : []),
    ['build-container-exec-code-env-images', '--all'],
  ];
  terminal.log(`In ${home}, for the code envs that DSS has, whatever the files here say:`);
  for (const words of commands) {
    terminal.log(`./bin/dssadmin ${words.join(' ')}`);
    if (command.dryRun) continue;
    const { code } = await runChild(join(home, 'bin/dssadmin'), words, {
      signal: terminal.signal,
      folder: home,
      onText: text => terminal.draw(text),
      all: true,
    }).catch(error => {
      throw error instanceof NoProgram
        ? new UsageError(`bin/dssadmin cannot be run (${error.message}): run this as the user of DSS.`)
        : error;
    });
    if (code === 0) continue;
    terminal.log(`dssadmin ${words[0]} ended with ${code}. What it said stands above.`);
    return exit.problems;
  }
  return exit.well;
};

/** Everything that `--all` cannot do. */
function refuse({ envs, config }: Choice, { all, push, format }: BuildCommand): string | undefined {
  const only = 'dssadmin makes the images of all code envs of DSS again and nothing less';
  if (!all || envs.length > 0 || config !== undefined)
    return `${only}: say \`rebuild --all --builder dssadmin\`, without names and --config, or take another builder.`;
  if (push) return 'DSS pushes images by its own settings: leave --push out with the builder dssadmin.';
  if (format === 'json')
    return 'What dssadmin does is not told image by image: leave --format json out with the builder dssadmin.';
  return undefined;
}

function findHome(given: string | undefined, folder: string): string {
  const home = given ?? process.env['DIP_HOME'];
  if (!home)
    throw new UsageError(
      'The builder dssadmin runs in the data directory of DSS: name it with --dss-home or in DIP_HOME.',
    );
  const path = resolve(folder, home);
  if (existsSync(join(path, 'bin/dssadmin'))) return path;
  throw new UsageError(`There is no bin/dssadmin in ${path}: it is not the data directory of DSS.`);
}
