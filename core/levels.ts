import { parse } from 'jsonc-parser';
import type { Severity } from './problem.ts';

/** What users can make of a rule: another severity, or silence. */
export type RuleLevel = Severity | 'off';

/** The levels of the rules that do not keep their own, by rule id. */
export type RuleLevels = Readonly<Partial<Record<string, RuleLevel>>>;

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
  const settings: unknown = parse(text, [], { allowTrailingComma: true });
  return readLevels((settings as Readonly<Record<string, unknown>> | undefined)?.['codeEnvs.rules']);
}
