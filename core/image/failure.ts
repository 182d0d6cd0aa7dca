import { DockerfileParser } from 'dockerfile-ast';
import type { Dockerfile } from './dockerfile.ts';
import { classifyFailure, type FailureClass, nextSteps } from './failure-class.ts';
import type { Line, Origin } from './origin.ts';
import type { PlannedImage } from './plan.ts';
import { nameOf } from './state.ts';
import type { Step } from './steps.ts';

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
export interface Place {
  readonly message: string;
  readonly origin: Origin;
  /** Whether the message says what to do. */
  readonly advises?: boolean;
}

/** The same with its kind, and what to do where the message does not say that. */
export interface Explanation extends Omit<Place, 'advises'> {
  readonly class: FailureClass;
  readonly nextStep?: string | undefined;
}

/** Finds the place that a failed build came from: the line of a requirement, a package, a script or a fragment; else the definition's first line. */
export function explainFailure(image: PlannedImage, dockerfile: Dockerfile, failure: Failure): Explanation {
  const line = findFailedLine(dockerfile.text, failure);
  const origin = line === undefined ? undefined : dockerfile.origins[line];
  // A fragment or a script can run pip, too: what that prints is not about the list of packages.
  const failed = line === undefined ? undefined : dockerfile.steps[line];
  const place = (failed &&
    (explainInterpreter(failed, image, failure) ??
      explainPackage(failed, failure.output) ??
      explainScript(failed, failure))) ?? {
    ...lastWords(failure),
    origin: origin ?? { path: image.definition, line: 0 },
  };
  const text = `${place.message}\n${failure.message}\n${failure.output}`;
  return withKind(place, classifyFailure(text, isOfUsers(failed) ? 'IMAGE_BUILD' : undefined));
}

/** The same for a base image that is built from the Dockerfile at `path`. */
export function explainBaseFailure(path: string, dockerfile: string, failure: Failure): Explanation {
  const origin = { path, line: findFailedLine(dockerfile, failure) ?? 0 };
  const text = `${failure.message}\n${failure.output}`;
  return withKind({ ...lastWords(failure), origin }, classifyFailure(text, 'IMAGE_BUILD'));
}

function withKind({ advises, ...place }: Place, kind: FailureClass): Explanation {
  return { ...place, class: kind, nextStep: advises ? undefined : nextSteps[kind] };
}

/** Whether what failed is a Dockerfile's matter and not that of the code env's packages. */
function isOfUsers(step: Step | undefined): boolean {
  return step === undefined || step.kind === 'fragment' || step.kind === 'copy-resources';
}

function explainInterpreter(
  step: Step,
  { base }: PlannedImage,
  { message, output }: Failure,
): Place | undefined {
  if (step.kind !== 'make-python-env' && step.kind !== 'install-r-packages') return undefined;
  const program = step.kind === 'make-python-env' ? step.interpreter : 'Rscript';
  const missing = `${message}\n${output}`.includes(`exec: "${program}": executable file not found`);
  return missing
    ? {
        message: `The base image ${base} has no ${program}. Install it there, or choose what it has.`,
        advises: true,
        origin: step.origin,
      }
    : undefined;
}

function explainPackage(step: Step, output: string): Place | undefined {
  if (step.kind !== 'install-pip-packages' && step.kind !== 'install-r-packages') return undefined;
  const lines = [...step.requested, ...step.mandatory];
  const at = (line: Line | undefined) => line?.origin ?? step.origin;
  if (step.kind === 'install-r-packages') {
    const told = /^rPackages\.txt line (\d+): (.*)$/m.exec(output);
    return told ? { message: told[2] ?? '', origin: at(lines[Number(told[1]) - 1]) } : undefined;
  }
  // What pip says of an error may go on in lines without that word.
  const error = /^ERROR: (.*)$[\s\S]*/m.exec(output);
  const line = /\((?:from )?line (\d+)(?: of [^)]*requirements\.txt)?\)/.exec(error?.[0] ?? '');
  if (line) return { message: error?.[1] ?? '', origin: at(lines[Number(line[1]) - 1]) };
  // Requirements with a version are named as they are written, without their lines.
  const conflict = /^Cannot install (.*) because these package versions have conflicting/.exec(
    error?.[1] ?? '',
  );
  if (conflict?.[1]) {
    const names = conflict[1].split(/, | and /).map(nameOf);
    const first = lines.find(line => names.includes(nameOf(line.text.trim())));
    return { message: error?.[1] ?? '', origin: at(first) };
  }
  const missing = /No matching distribution found for ([^\s(]+)/.exec(output);
  if (missing?.[1]) {
    const name = nameOf(missing[1]);
    const lineOf = <T extends Line>(asked: readonly T[], name: string) =>
      asked.find(line => nameOf(line.text.trim()) === name);
    const requested = lineOf(step.requested, name);
    const mandatory = lineOf(step.mandatory, name);
    const parent = / \(from ([A-Za-z\d][\w.-]*)\)/.exec(error?.[0] ?? '')?.[1];
    const because = mandatory
      ? `, which ${mandatory.key} adds`
      : `, which ${parent ?? 'another package'} needs`;
    return {
      message: `No matching distribution found for ${missing[1]}${requested ? '' : because}.`,
      origin: at(
        requested ?? mandatory ?? (parent === undefined ? undefined : lineOf(lines, nameOf(parent))),
      ),
    };
  }
  return undefined;
}

function explainScript(step: Step, failure: Failure): Place | undefined {
  if (step.kind !== 'run-resources-script') return undefined;
  const { output } = failure;
  const frames = [...output.matchAll(/File "[^"]*\/resources_init\.py", line (\d+)/g)];
  const at = (line: number) => step.lines[Math.min(line, step.lines.length) - 1]?.origin ?? step.origin;
  const line = frames.at(-1)?.[1];
  // One that ends by itself, or is killed, names no line.
  if (line === undefined) return { ...lastWords(failure), origin: at(1) };
  const error = output
    .trimEnd()
    .split('\n')
    .findLast(line => /^\w[\w.]*(?:Error|Exception|Exit|Interrupt)\b/.test(line));
  return {
    message: error ?? 'The resources initialization script failed.',
    // What is missing at its end Python looks for behind the last line.
    origin: at(Number(line)),
  };
}

/** The line, counted from 0, of a Dockerfile whose instruction failed. Engines number them, BuildKit without those that only set something. */
function findFailedLine(
  dockerfile: string,
  { step, total }: Pick<Failure, 'step' | 'total'>,
): number | undefined {
  if (step === undefined) return undefined;
  const all = DockerfileParser.parse(dockerfile).getInstructions();
  const counted = all.filter(instruction =>
    ['FROM', 'RUN', 'COPY', 'ADD', 'WORKDIR'].includes(instruction.getKeyword()),
  );
  return (total === all.length ? all : counted)[step - 1]?.getRange().start.line;
}

function lastWords({ message, output }: Failure): Omit<Place, 'origin'> {
  const last = output.trim().split('\n').at(-1)?.trim();
  // A whole sentence has said it all.
  const advises = message.endsWith('.');
  return { message: last && !advises ? `${message}: ${last}` : message, advises };
}
