import { type Node, parse, parseTree } from 'jsonc-parser';
import type { Severity } from './problem.ts';
import { listed, suggest } from './suggest.ts';
import type { Span } from './text.ts';

/** What users can make of a rule: another severity, or silence. */
export type RuleLevel = Severity | 'off';

/** The levels of the rules that do not keep their own, by rule id. */
export type RuleLevels = Readonly<Partial<Record<string, RuleLevel>>>;

const setting = 'codeEnvs.rules';

/** The settings of VS Code are JSON with comments. */
const tolerant = { allowTrailingComma: true };

const known: readonly string[] = ['error', 'warning', 'information', 'hint', 'off'] satisfies RuleLevel[];

/** Levels out of a setting; what is no level is left out. */
export function readLevels(setting: unknown): RuleLevels {
  if (typeof setting !== 'object' || setting === null) return {};
  return Object.fromEntries(
    Object.entries(setting).filter((entry): entry is [string, RuleLevel] => known.includes(String(entry[1]))),
  );
}

/** The levels in the text of a `.vscode/settings.json`: who has no editor gets the answers of those who have one. */
export function levelsInSettings(text: string): RuleLevels {
  const settings: unknown = parse(text, [], tolerant);
  return readLevels((settings as Readonly<Record<string, unknown>> | undefined)?.[setting]);
}

/** What changes nothing in the levels of such a text: rules that there are not, and levels that are none. */
export function mistakenLevels(
  text: string,
  ruleIds: readonly string[],
): readonly { readonly span: Span; readonly message: string }[] {
  const levels = lastNamed(parseTree(text, [], tolerant), setting);
  if (!levels) return [];
  if (levels.type !== 'object')
    return [
      {
        span: spanOf(levels),
        message: `${setting} is no mapping of rules to levels, so that it changes nothing. Write it as { "RULE": "warning" }.`,
      },
    ];
  return propertiesOf(levels).flatMap(([key, value]) => {
    const id = String(key.value);
    if (!ruleIds.includes(id))
      return [
        {
          span: spanOf(key),
          message: `${JSON.stringify(id)} is no rule, so that this changes nothing. ${meant(id, ruleIds)}All of them: code-envs rules`,
        },
      ];
    const level = String(value?.value);
    if (!value || known.includes(level)) return [];
    return [
      {
        span: spanOf(value),
        message: `${JSON.stringify(value.value)} is no level, so that ${id} keeps its own. ${meant(level, known)}Levels: ${listed(known)}.`,
      },
    ];
  });
}

/** The last of that name counts, as for who reads the values alone. */
function lastNamed(node: Node | undefined, name: string): Node | undefined {
  return propertiesOf(node).findLast(([key]) => key.value === name)?.[1];
}

function propertiesOf(node: Node | undefined): readonly (readonly [key: Node, value: Node | undefined])[] {
  return (node?.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key ? [[key, value] as const] : [],
  );
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

function meant(written: string, names: readonly string[]): string {
  const near = suggest(written, names);
  return near === undefined ? '' : `Did you mean ${near}? `;
}
