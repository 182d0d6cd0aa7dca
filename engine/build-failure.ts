import { instructionInWords } from '../core/index.ts';
import type { BuildStep } from './build-log.ts';
import { BuildError } from './engine.ts';
import { normalizeReference } from './reference.ts';

/** What the engines put before the reason. */
const wrappings = [
  /^failed to solve(?: with frontend \S+)?: /,
  /^failed to create LLB definition: /,
  /^rpc error: code = \w+ desc = /,
  /^failed to compute cache key: /,
  /^failed to calculate checksum of ref \S+: /,
  /^building at STEP ".*?": /s,
];

/** Says in one sentence what failed and why; `reason` is the engine's own text. */
export function describeBuildFailure(reason: string, failed: BuildStep | undefined): BuildError {
  const { instruction, position, output = '' } = failed ?? {};
  return new BuildError(describe(unwrap(reason), failed), instruction, output, position);
}

function describe(reason: string, failed: BuildStep | undefined): string {
  if (/no space left on device/i.test(reason + failed?.output)) {
    const where = failed ? ` at ${describeStep(failed)}` : '';
    return (
      `The engine's disk is full${where} (no space left on device). ` +
      '`docker system df` shows what fills it, `docker builder prune` and `docker image prune` free space.'
    );
  }
  if (!failed) return `The image cannot be built: ${reason}`;
  const base = /^FROM (?:--\S+ )*(\S+)/i.exec(failed.instruction)?.[1];
  if (base) {
    return `The base image ${normalizeReference(base)} is not on the engine and fetching it failed: ${reason}`;
  }
  const exitCode = /(?:exit code: |non-zero code: |exit status )(\d+)$/.exec(reason)?.[1];
  if (exitCode === undefined) return `${describeStep(failed)} failed: ${reason}`;
  const hint = exitCode === '137' ? ' (killed, as when memory runs out)' : '';
  return `${describeStep(failed)} ended with exit code ${exitCode}${hint}`;
}

function describeStep({ instruction, position }: BuildStep): string {
  const line = instructionInWords(instruction).replace(/\s+/g, ' ');
  const short = line.length > 120 ? `${line.slice(0, 119)}…` : line;
  return position ? `\`${short}\` (step ${position.step} of ${position.total})` : `\`${short}\``;
}

function unwrap(reason: string): string {
  for (let text = reason; ; ) {
    const bare = wrappings.reduce((current, wrapping) => current.replace(wrapping, ''), text);
    if (bare === text) return bare;
    text = bare;
  }
}
