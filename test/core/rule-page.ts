import type { Position } from '../../core/index.ts';

/** An example of a rule page: files as they are, what is marked in them, and what they are after a fix. */
export interface Example {
  readonly title: string;
  readonly right: boolean;
  readonly line: number;
  readonly files: Readonly<Record<string, string>>;
  readonly marks: readonly Mark[];
  readonly repairs: readonly Repair[];
}

export interface Mark {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
  readonly rule: string;
}

export interface Repair {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Reads a page's examples. `## Wrong: …` and `## Right: …` begin one; its code blocks are files, named in the info string
 * (```yaml code-env.yaml). A comment `# ^^^ rule-id` marks what stands above the carets in the line before; the marking lines
 * are not part of the file. `### Fixed by: TITLE` is followed by the files that the fix changes.
 */
export function readPage(page: string): readonly Example[] {
  const examples: {
    title: string;
    right: boolean;
    line: number;
    files: Record<string, string>;
    marks: Mark[];
    repairs: { title: string; files: Record<string, string> }[];
  }[] = [];
  const lines = page.split('\n');
  let repair: { title: string; files: Record<string, string> } | undefined;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const heading = /^## (Wrong|Right)(?:: (.*))?$/.exec(line);
    const fixed = /^### Fixed by: (.*)$/.exec(line);
    const fence = /^```\w+ (\S+)$/.exec(line);
    const example = examples.at(-1);
    if (heading) {
      examples.push({
        title: heading[2] ?? heading[1] ?? '',
        right: heading[1] === 'Right',
        line: i + 1,
        files: {},
        marks: [],
        repairs: [],
      });
      repair = undefined;
    } else if (fixed && example) {
      repair = { title: fixed[1] as string, files: {} };
      example.repairs.push(repair);
    } else if (fence && example) {
      const end = lines.indexOf('```', i + 1);
      const { text, marks } = readMarks(fence[1] as string, lines.slice(i + 1, end));
      if (repair) repair.files[fence[1] as string] = text;
      else {
        example.files[fence[1] as string] = text;
        example.marks.push(...marks);
      }
      i = end;
    }
  }
  return examples;
}

function readMarks(file: string, lines: readonly string[]): { text: string; marks: Mark[] } {
  const kept: string[] = [];
  const marks: Mark[] = [];
  for (const line of lines) {
    // `#<` marks the beginning of the line before, which carets behind a `#` cannot reach.
    const mark = /^\s*#(<\^*|\s*\^+) ([\w-]+)$/.exec(line);
    if (!mark) {
      kept.push(line);
      continue;
    }
    const carets = line.indexOf('^');
    const start = mark[1]?.startsWith('<') ? line.indexOf('#') : carets;
    const end = line.lastIndexOf('^') + 1 || start + 1;
    marks.push({
      file,
      start: { line: kept.length - 1, character: start },
      end: { line: kept.length - 1, character: end },
      rule: mark[2] as string,
    });
  }
  return { text: kept.map(line => `${line}\n`).join(''), marks };
}
