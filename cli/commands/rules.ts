import { rules as allRules } from '../../core/index.ts';
import { table } from '../print/table.ts';
import { reports } from '../reports.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `rules`: prints every rule with its severity, and what is reported besides rules. */
export function rules(terminal: Terminal): ExitCode {
  terminal.write(
    table(
      ['rule', 'severity', 'demands'],
      allRules.map(rule => [rule.id, rule.severity, rule.title]),
      terminal.width,
    ),
  );
  terminal.write('\nReported besides:\n');
  terminal.write(
    table(
      ['id', 'severity', 'demands'],
      reports.map(({ id, severity, title }) => [id, severity, title]),
      terminal.width,
    ),
  );
  return exit.well;
}
