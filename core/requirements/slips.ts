import type { LogicalLine } from './logical-lines.ts';
import type { LineProblem } from './requirement.ts';
import type { Scanner } from './scanner.ts';

/** How nearly all lines begin, so that no more need be asked. */
const usual = /^[A-Za-z0-9][\w.-]*\s*(?:[=<>~!;([@]|$)/;

/** A line that is no requirement at all, but looks like something else that people write: which, and what to write instead. */
export function explainMistake(line: LogicalLine, start: number): LineProblem | undefined {
  const rest = line.text.slice(start);
  if (usual.test(rest)) return undefined;
  const whole = line.placeOf(start, line.text.length);
  const command =
    /^(?:[!%$>]\s*)?(?:sudo\s+)?(?:python3?\s+-m\s+)?(?:pip3?|conda|mamba)\s+install\s+(?=\S)/.exec(
      rest,
    )?.[0];
  if (command) {
    const span = line.placeOf(start, start + command.length);
    return {
      about: 'syntax',
      span,
      message: `${JSON.stringify(command.trim())} is a command, and here only what it would install is written. Delete it.`,
      ...(/\s-|\S\s+\w/.test(rest.slice(command.length))
        ? {}
        : { remedy: { title: `Delete ${JSON.stringify(command.trim())}`, span, text: '' } }),
    };
  }
  const item = /^-\s+(?=[A-Za-z0-9])/.exec(rest)?.[0];
  if (item) {
    const span = line.placeOf(start, start + item.length);
    return {
      about: 'syntax',
      span: line.placeOf(start, start + 1),
      message:
        'A dash stands in front, as in a YAML list; here each line is a requirement as it is. Delete the dash.',
      remedy: { title: 'Delete the dash', span, text: '' },
    };
  }
  if (/^"[^"]*"\s*(?:,|$)/.test(rest))
    return {
      about: 'syntax',
      span: whole,
      message: `${rest} is a line of a list of R packages, and this is a list for pip. Write name==version.`,
    };
  const quoted = /^(['"])([A-Za-z0-9][^'"]*)\1,?$/.exec(rest);
  if (quoted)
    return {
      about: 'syntax',
      span: whole,
      message: 'A requirement stands without quotes around it. Delete them.',
      remedy: { title: 'Delete the quotes', span: whole, text: quoted[2] ?? '' },
    };
  const channel = /^[\w.-]+::/.exec(rest)?.[0];
  if (channel)
    return {
      about: 'syntax',
      span: line.placeOf(start, start + channel.length),
      message: `${channel} names a channel of Conda, which pip does not have. Delete it, or move the line to specCondaEnvironment.`,
    };
  if (/^(?:import|from)\s+[A-Za-z_][\w.]*(?:\s|$)/.test(rest))
    return {
      about: 'syntax',
      span: whole,
      message: `${JSON.stringify(rest)} is Python, and this is a list of packages. Write the name of the package that brings it.`,
    };
  if (/^(?:<{7}|={7}|>{7})(?:\s|$)/.test(rest))
    return {
      about: 'syntax',
      span: whole,
      message:
        'A merge conflict is left here. Resolve it, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.',
    };
  return undefined;
}

/** What people write for an operator that there is. */
export function operatorSlip(scanner: Scanner): LineProblem | undefined {
  scanner.skipSpace();
  const written = /^(?:=>|=<|<>|={4,}|=(?!=)|\^|~(?!=))/.exec(scanner.rest)?.[0];
  if (!written) return undefined;
  const span = scanner.placeOf(scanner.at, scanner.at + written.length);
  const meant = { '=>': '>=', '=<': '<=', '<>': '!=', '=': '==', '^': undefined, '~': '~=' }[written];
  // A conda build (`numpy=1.2=py36_0`) is more than another operator.
  const alone = meant && !/^=[^=]*=/.test(scanner.rest);
  return {
    about: 'syntax',
    span,
    message: `pip has no operator ${written}. Write ${meant ?? 'one of ==, >=, <=, ~=, !=, < and >'}.`,
    ...(alone && { remedy: { title: `Write ${meant}`, span, text: meant } }),
  };
}

/** A semicolon right behind an address, which takes it in: pip wants a space between. */
export function gluedSemicolon(end: number): LineProblem {
  const span = { start: end - 1, end };
  return {
    about: 'syntax',
    span,
    message: 'The semicolon belongs to the address like this. Put a space before it.',
    remedy: { title: 'Put a space before the semicolon', span, text: ' ;' },
  };
}
