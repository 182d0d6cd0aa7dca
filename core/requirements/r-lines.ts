import type { ListText } from './list-text.ts';
import type { LineProblem, Part, Requirement } from './requirement.ts';

const shape = /^\s*(["']?)([^"',]*)\1\s*(?:,\s*(?:(["']?)([^"',]*)\3\s*,?\s*)?)?$/d;

/** Reads a list of R packages: lines `"name",` and `"name","minimum version"`. Source: doc.dataiku.com, code-envs/operations-r. */
export function readRLines({ lines, exact }: ListText): readonly Requirement[] {
  return lines.flatMap(({ text, span }, i) => {
    if (/^\s*(?:#|$)/.test(text)) return [];
    const place = (start: number, end: number) =>
      exact ? { start: span.start + start, end: span.start + end } : span;
    const indentation = text.length - text.trimStart().length;
    const whole = place(indentation, text.trimEnd().length);
    const problems: LineProblem[] = [];
    const found = shape.exec(text);
    const part = (group: number): Part | undefined => {
      const [start, end] = found?.indices?.[group] ?? [0, 0];
      const value = found?.[group] ?? '';
      return value.trim() === '' ? undefined : { text: value.trim(), span: place(start, end) };
    };
    const name = part(2);
    const version = part(4);
    // Written as for pip, a line has no commas, or commas between conditions.
    const pip = /^\s*([A-Za-z][A-Za-z0-9.]*)\s*(?:==|>=|~=|<=|<|>|=)\s*v?(\d[\w.-]*)?/.exec(text);
    if (pip) {
      const instead = /[<!,;]/.test(text) || !pip[2] ? undefined : `"${pip[1]}","${pip[2]}"`;
      problems.push({
        about: 'syntax',
        span: whole,
        message: `${text.trim()} is written as for pip, and this is a list of R packages. Write "name","minimum version".`,
        ...(instead && { remedy: { title: `Write ${instead}`, span: whole, text: instead } }),
      });
    } else if (!name) {
      problems.push({
        about: 'syntax',
        span: whole,
        message: `${JSON.stringify(text.trim())} is no line of a list of R packages. Write "name", or "name","minimum version".`,
      });
    } else if (!/^[A-Za-z][A-Za-z0-9.]*$/.test(name.text)) {
      problems.push({
        about: 'syntax',
        span: name.span,
        message: `${JSON.stringify(name.text)} is no name of an R package: these are letters, digits and dots. Write the name as CRAN has it.`,
      });
    } else if (!found?.[1] || (version && !found[3])) {
      const instead = version ? `"${name.text}","${version.text}"` : `"${name.text}",`;
      problems.push({
        about: 'syntax',
        span: whole,
        severity: 'information',
        message: `${text.trim()} stands without quotes; the documented form has them. Write ${instead}.`,
        remedy: { title: `Write ${instead}`, span: whole, text: instead },
      });
    }
    const operator = version && /^\s*(?:===|[=<>~!]=|=|<|>)\s*/.exec(version.text)?.[0];
    const number = version?.text.slice(operator?.length ?? 0) ?? '';
    if (!pip && version && !/^\d+(?:[.-]\d+)*$/.test(number))
      problems.push({
        about: 'version',
        span: version.span,
        message: `${JSON.stringify(version.text)} is no version of an R package: these are numbers with dots or dashes between them. Write such a one.`,
      });
    const specifiers = version
      ? [
          {
            operator: { text: operator?.trim() ?? '', span: version.span },
            version: { text: number, span: version.span },
            span: version.span,
          },
        ]
      : [];
    return [
      {
        form: name || pip ? 'named' : 'unread',
        span: whole,
        first: i,
        last: i,
        editable: false,
        name: pip ? { text: pip[1] ?? '', span: whole } : name,
        key: pip ? pip[1] : name?.text,
        extras: [],
        specifiers,
        target: undefined,
        marker: undefined,
        options: [],
        problems,
      },
    ];
  });
}
