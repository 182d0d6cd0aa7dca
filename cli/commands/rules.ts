import { rules as allRules } from '../../core/index.ts';
import { table } from '../print/table.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `rules`: prints every rule with its severity. */
export function rules(terminal: Terminal): ExitCode {
  terminal.write(
    table(
      ['rule', 'severity', 'demands'],
      allRules.map(rule => [rule.id, rule.severity, rule.title]),
    ),
  );
  return exit.well;
}
