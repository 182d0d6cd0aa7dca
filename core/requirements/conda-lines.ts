import type { ListText } from './list-text.ts';
import { type LineProblem, normalizedName, type Requirement } from './requirement.ts';

/**
 * Reads a list of Conda packages, one match spec a line. That DSS takes match specs is an assumption, so that only
 * what Conda cannot mean is told.
 */
export function readCondaLines({ lines, exact }: ListText): readonly Requirement[] {
  return lines.flatMap(({ text, span }, i) => {
    const line = text.replace(/(?:^|\s)#.*$/, '').trimEnd();
    const indentation = line.length - line.trimStart().length;
    if (line.trim() === '') return [];
    const place = (start: number, end: number) =>
      exact ? { start: span.start + start, end: span.start + end } : span;
    const spec = line.slice(indentation);
    const whole = place(indentation, line.length);
    const found = /^(?:[\w./:-]+::)?([A-Za-z0-9_][\w.-]*)/d.exec(spec);
    const [start, end] = found?.indices?.[1] ?? [0, 0];
    const strange = explain(spec);
    return [
      {
        form: strange || !found ? 'unread' : 'named',
        span: whole,
        first: i,
        last: i,
        editable: false,
        name:
          strange || !found?.[1]
            ? undefined
            : { text: found[1], span: place(indentation + start, indentation + end) },
        key: strange || !found?.[1] ? undefined : normalizedName(found[1]),
        extras: [],
        specifiers: [],
        target: undefined,
        marker: undefined,
        options: [],
        problems: strange ? [{ about: 'syntax', span: whole, ...strange } satisfies LineProblem] : [],
      },
    ];
  });
}

function explain(spec: string): Pick<LineProblem, 'message'> | undefined {
  if (/^(?:name|channels|dependencies|prefix|variables)\s*:/.test(spec))
    return {
      message: `${JSON.stringify(spec)} is of an environment file of Conda, and here each line is a package. Write only the packages, one a line; a channel is an extra option.`,
    };
  if (/^-\s+\S/.test(spec))
    return {
      message:
        'A dash stands in front, as in a YAML list; here each line is a package as it is. Delete the dash.',
    };
  if (/^-/.test(spec))
    return {
      message: `${JSON.stringify(spec)} is an option, and here each line is a package. Put it into condaInstallExtraOptions, or delete it.`,
    };
  if (/^"[^"]*"\s*,/.test(spec))
    return {
      message: `${spec} is a line of a list of R packages, and here each line is a package of Conda. Write name=version.`,
    };
  if (/;\s*["'(]?\s*[a-z_.]+\s*(?:[<>=!~]|in\b|not\b)/.test(spec))
    return {
      message:
        'Conda has no markers behind a semicolon. Delete this one, or move the line to specPackageList.',
    };
  if (/^[\w.-]+(?:\[[^\]]*\])?\s*@\s*\S/.test(spec) || /^(?:git|hg|svn|bzr)\+/.test(spec))
    return {
      message: `${JSON.stringify(spec)} is written as for pip, and here each line is a package of Conda. Move it to specPackageList.`,
    };
  return undefined;
}
