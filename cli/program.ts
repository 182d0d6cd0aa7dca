import { Command, CommanderError, Option } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { type BuilderName, builders } from './builders/index.ts';
import { check, checkFormats } from './commands/check.ts';
import { dockerfile } from './commands/dockerfile.ts';
import { doctor } from './commands/doctor.ts';
import { fix, fixDryRun } from './commands/fix.ts';
import { importCommand } from './commands/import.ts';
import { kernel } from './commands/kernel.ts';
import { languageServer } from './commands/language-server.ts';
import { lock } from './commands/lock.ts';
import { plan } from './commands/plan.ts';
import { prune } from './commands/prune.ts';
import { rules } from './commands/rules.ts';
import { run } from './commands/run.ts';
import { status } from './commands/status.ts';
import { test } from './commands/test.ts';
import { watchStatus } from './commands/watch-status.ts';
import { exit, type Terminal, UsageError } from './terminal.ts';

/** Runs the command that `words` stand for and gives its exit code, which is a workload's own where one was run. */
export async function program(words: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exit.well;
  const ends = async (result: number | Promise<number>): Promise<void> => {
    code = await result;
  };
  const format = (choices: readonly string[] = ['text', 'json']) =>
    new Option('--format <format>', 'how results are printed').choices(choices).default('text');
  const dryRun = () => new Option('--dry-run', 'print what would be built, in order, and build nothing');
  const push = () => new Option('--push', 'push images to the registries of their configurations');
  const builder = () =>
    new Option('--builder <builder>', 'who builds').choices(Object.keys(builders)).default('docker');
  const dssHome = () =>
    new Option('--dss-home <dir>', 'the data directory of DSS for --builder dssadmin, else that of DIP_HOME');
  const config = () => new Option('--config <name>', 'only images for this container configuration');

  const command = new Command('code-envs')
    .description('Checks the code envs of a Dataiku DSS instance and builds their container images.')
    .version(manifest.version, '--version')
    .exitOverride()
    .configureOutput({ writeOut: terminal.write, writeErr: text => terminal.log(text.trimEnd()) })
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing wrong, 1 problems found or a build failed, 2 wrong usage, 3 no engine, 130 cancelled.',
    );

  command
    .command('check [path...]')
    .description('print what is wrong in the definitions')
    .addOption(format(checkFormats))
    .action((paths, options) => ends(check(paths, options, terminal)));
  command
    .command('fix [path...]')
    .description('make the repairs that leave no choice')
    .option('--dry-run', 'print them as a diff and change nothing')
    .action((paths, options) => ends(options.dryRun ? fixDryRun(paths, terminal) : fix(paths, terminal)));
  command
    .command('import <file>')
    .description('make a code env of a requirements.txt, environment.yml, pyproject.toml or renv.lock')
    .option('--name <name>', 'its name, else the one that the file or its folder has')
    .option('--dry-run', 'print the definition and write nothing')
    .action((file, options) => ends(importCommand(file, options, terminal)));
  command
    .command('plan')
    .description('print which images the definitions stand for')
    .addOption(format())
    .action(options => ends(plan(options, terminal)));
  command
    .command('dockerfile <env>')
    .description("print the Dockerfile of a code env's image")
    .addOption(config())
    .option('--built', 'the one that the image in the engine was built from, with its packages')
    .action((env, options) => ends(dockerfile(env, options, terminal)));
  command
    .command('status')
    .description('print of each image whether it is current, and why not')
    .option('--watch', 'print it again whenever it changes, until Ctrl-C; with JSON a document a line')
    .addOption(format())
    .action(options => ends(options.watch ? watchStatus(options, terminal) : status(options, terminal)));
  command
    .command('build [env...]')
    .description('build the images that are not current')
    .option('--base-images', 'base images that are not current, too, and the images on top of them')
    .addOption(push())
    .addOption(builder())
    .addOption(dssHome())
    .addOption(config())
    .addOption(dryRun())
    .addOption(format())
    .action((envs, options) =>
      ends(
        builders[options.builder as BuilderName](
          { envs, config: options.config },
          { ...options, all: false },
          terminal,
        ),
      ),
    );
  command
    .command('rebuild [env...]')
    .description('build images again, current or not')
    .option('--all', 'the images of all code envs')
    .option('--base-images', 'base images first, as after an upgrade of DSS')
    .option('--restart', 'do not go on with a rebuild that was cut short')
    .addOption(push())
    .addOption(builder())
    .addOption(dssHome())
    .addOption(config())
    .addOption(dryRun())
    .addOption(format())
    .action((envs, options) => {
      if (envs.length === 0 && !options.all)
        throw new UsageError('Name the code envs to rebuild, or say --all.');
      if (envs.length > 0 && options.all) throw new UsageError('Name code envs or say --all, not both.');
      return ends(
        builders[options.builder as BuilderName](
          { envs, config: options.config },
          { ...options, all: true },
          terminal,
        ),
      );
    });
  command
    .command('lock [env...]')
    .description('write what is installed in the images beside the definitions')
    .option('--check', 'print as a diff what has changed since, and write nothing')
    .action((envs, options) => ends(lock(envs, options, terminal)));
  command
    .command('test [env...]')
    .description('import, in the images, every package that their code envs ask for')
    .addOption(config())
    .addOption(format())
    .action((envs, options) => ends(test({ envs, config: options.config }, options, terminal)));
  command
    .command('prune')
    .description('remove the images that the definitions no longer stand for')
    .option('--dry-run', 'print them and remove nothing')
    .option('--yes', 'do not ask')
    .addOption(format())
    .action(options => ends(prune(options, terminal)));
  command
    .command('run <workload...>')
    .description('run workloads in the images of their code envs; words after -- are for the script')
    .option('--build', 'build an image that is not current first')
    .option('--stale', 'run in a stale image as it is')
    .option('--config <name>', 'in this container configuration instead of the selected one')
    .option('--dry-run', 'print the Job or the `docker run` that it would be, and run nothing')
    .action((names: readonly string[], options) => {
      const dashes = words.indexOf('--');
      const own = dashes < 0 ? [] : words.slice(dashes + 1);
      return ends(run(names.slice(0, names.length - own.length), { ...options, arguments: own }, terminal));
    });
  command
    .command('kernel <env> <notebook>')
    .description('serve a kernel to an editor, by lines of JSON, in the image of a code env')
    .requiredOption('--config <name>', 'the container configuration that it runs in')
    .action((env, notebook, options) => ends(kernel(env, notebook, options, terminal)));
  command
    .command('doctor')
    .description('look at all that builds and runs need, and print what is wrong and what to do')
    .action(() => ends(doctor(terminal)));
  command
    .command('rules')
    .description('print every rule')
    .action(() => ends(rules(terminal)));
  command
    .command('language-server')
    .description('answer an editor: docs/language-server.md says how to set it up')
    .requiredOption('--stdio', 'over standard input and output')
    .action(() => ends(languageServer(terminal)));

  try {
    await command.parseAsync([...words], { from: 'user' });
  } catch (error) {
    // Commander has already said what is wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.well : exit.usage;
    throw error;
  }
  return code;
}
