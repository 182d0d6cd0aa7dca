import { DockerfileParser } from 'dockerfile-ast';
import type { Dockerfile } from './dockerfile.ts';
import type { Line, Origin } from './origin.ts';
import type { PlannedImage } from './plan.ts';
import { nameOf } from './state.ts';

/** A build that failed, as the engine tells. */
export interface Failure {
  /** The number of the step, counted as the engine counts; undefined where no step had begun. */
  readonly step: number | undefined;
  /** How many steps the engine counts. */
  readonly total: number | undefined;
  readonly message: string;
  readonly output: string;
}

/** What failed, in a sentence, and where that was written. */
export interface Explanation {
  readonly message: string;
  readonly origin: Origin;
}

/** Finds the place that a failed build came from: the line of a requirement, a package, a script or a fragment; else the definition's first line. */
export function explainFailure(image: PlannedImage, dockerfile: Dockerfile, failure: Failure): Explanation {
  const start: Origin = { path: image.definition, line: 0 };
  return (
    explainPackage(image, failure.output) ??
    explainScript(image, failure.output) ?? {
      message: lastWords(failure),
      origin: originOfStep(dockerfile, failure) ?? start,
    }
  );
}

function explainPackage(image: PlannedImage, output: string): Explanation | undefined {
  const step = image.steps.find(
    step => step.kind === 'install-pip-packages' || step.kind === 'install-r-packages',
  );
  if (!step) return undefined;
  const at = (line: Line | undefined) => line?.origin ?? step.origin;
  if (step.kind === 'install-r-packages') {
    const told = /^rPackages\.txt line (\d+): (.*)$/m.exec(output);
    return told ? { message: told[2] ?? '', origin: at(step.requested[Number(told[1]) - 1]) } : undefined;
  }
  const error = [...output.matchAll(/^ERROR: (.*)$/gm)].map(match => match[1] ?? '');
  const line = /\((?:from )?line (\d+)(?: of [^)]*requirements\.txt)?\)/.exec(error.join('\n'));
  if (line) return { message: error[0] ?? '', origin: at(step.requested[Number(line[1]) - 1]) };
  const missing = /No matching distribution found for ([^\s(]+)/.exec(output);
  if (missing?.[1]) {
    const name = nameOf(missing[1]);
    const requested = step.requested.find(line => nameOf(line.text.trim()) === name);
    return {
      message: `No matching distribution found for ${missing[1]}${requested ? '' : ', which another package needs'}.`,
      origin: at(requested),
    };
  }
  return undefined;
}

function explainScript(image: PlannedImage, output: string): Explanation | undefined {
  const step = image.steps.find(step => step.kind === 'run-resources-script');
  const frames = [...output.matchAll(/File "[^"]*\/resources_init\.py", line (\d+)/g)];
  const line = frames.at(-1)?.[1];
  if (!step || line === undefined) return undefined;
  const error = output
    .trimEnd()
    .split('\n')
    .findLast(line => /^\w[\w.]*(?:Error|Exception|Exit|Interrupt)\b/.test(line));
  return {
    message: error ?? 'The resources initialization script failed.',
    origin: step.lines[Number(line) - 1]?.origin ?? step.origin,
  };
}

/** Engines number the steps, BuildKit without those that only set something. */
function originOfStep(dockerfile: Dockerfile, { step, total }: Failure): Origin | undefined {
  if (step === undefined) return undefined;
  const all = DockerfileParser.parse(dockerfile.text).getInstructions();
  const counted = all.filter(instruction =>
    ['FROM', 'RUN', 'COPY', 'ADD', 'WORKDIR'].includes(instruction.getKeyword()),
  );
  const instruction = (total === all.length ? all : counted)[step - 1];
  return instruction && dockerfile.origins[instruction.getRange().start.line];
}

function lastWords({ message, output }: Failure): string {
  const last = output.trim().split('\n').at(-1)?.trim();
  return last ? `${message}: ${last}` : message;
}
