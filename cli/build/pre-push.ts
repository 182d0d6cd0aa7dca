import { dirname } from 'node:path';
import type { PushTarget } from '../../core/index.ts';
import type { Credentials } from '../../engine/index.ts';
import { findRegistry, splitReference } from '../../engine/reference.ts';
import { type ChildEnd, type ChildOptions, NoProgram, runChild } from '../child.ts';

/** What ran before a push was no success; the message says what to do. */
export class HookFailure extends Error {
  override readonly name = 'HookFailure';
}

/** Runs what `prePushMode` says before an image is pushed; gives what the registry then lets in by, if the hook tells. */
export async function runPrePush(
  image: string,
  { prePush, script }: PushTarget,
  options: ChildOptions,
): Promise<Credentials | undefined> {
  switch (prePush) {
    case 'NONE':
      return undefined;
    case 'ECR':
      return await prepareEcr(image, options);
    case 'CUSTOM':
      await runScript(image, script, options);
      return undefined;
    default:
      throw new HookFailure(
        `prePushMode is ${prePush}, which is not known here: write NONE, ECR or CUSTOM with a prePushScript.`,
      );
  }
}

async function runScript(image: string, script: string | undefined, options: ChildOptions): Promise<void> {
  if (script === undefined)
    throw new HookFailure('prePushMode is CUSTOM, but there is no prePushScript: name the program to run.');
  const { code, stderr } = await run(
    script,
    [],
    { ...options, folder: dirname(script), environment: { CODE_ENVS_IMAGE: image }, all: true },
    `The prePushScript ${script} cannot be run: see whether it is there and executable`,
  );
  if (code !== 0) throw new HookFailure(`The prePushScript ${script} ended with ${code}${lastWords(stderr)}`);
}

/** The repository is made if it is missing, and the registry's password asked for. Source: docs.aws.amazon.com, ECR, "Pushing a Docker image". */
async function prepareEcr(image: string, options: ChildOptions): Promise<Credentials> {
  const registry = findRegistry(image);
  const repository = splitReference(image).name.slice(registry.length + 1);
  const region = /\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\./.exec(registry)?.[1];
  const aws = (words: readonly string[], more: Partial<ChildOptions> = {}) =>
    run(
      'aws',
      ['ecr', ...words, ...(region ? ['--region', region] : [])],
      { ...options, ...more },
      'prePushMode is ECR, but the program `aws` cannot be run: install the command line of AWS, or write prePushMode: NONE and log in yourself',
    );
  const assertWell = ({ code, stderr }: ChildEnd, doing: string) => {
    if (code !== 0) throw new HookFailure(`\`aws ecr ${doing}\` ended with ${code}${lastWords(stderr)}`);
  };
  const known = await aws(['describe-repositories', '--repository-names', repository]);
  if (known.stderr.includes('RepositoryNotFoundException')) {
    const made = await aws(['create-repository', '--repository-name', repository]);
    // Somebody else may have been faster.
    if (!made.stderr.includes('RepositoryAlreadyExistsException')) assertWell(made, 'create-repository');
  } else assertWell(known, 'describe-repositories');
  const login = await aws(['get-login-password']);
  assertWell(login, 'get-login-password');
  return { username: 'AWS', password: login.stdout.trim() };
}

async function run(
  program: string,
  words: readonly string[],
  options: ChildOptions,
  missing: string,
): Promise<ChildEnd> {
  try {
    return await runChild(program, words, options);
  } catch (error) {
    throw error instanceof NoProgram ? new HookFailure(`${missing} (${error.message}).`) : error;
  }
}

function lastWords(stderr: string): string {
  const last = stderr.trim().split('\n').at(-1);
  return last ? `: ${last}` : '.';
}
