import { rules, type Severity } from '../../core/index.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { PrintedProblem } from '../../protocol/index.ts';
import { reports } from '../reports.ts';

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** Problems as a log of the Static Analysis Results Interchange Format 2.1.0, for code scanning services. */
export function sarif(problems: readonly PrintedProblem[]): string {
  const ids = [...new Set([...rules.map(rule => rule.id), ...problems.map(problem => problem.rule)])];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: manifest.displayName,
            version: manifest.version,
            rules: ids.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: problems.map(({ file, rule, severity, message, range: { start, end } }) => ({
          ruleId: rule,
          ruleIndex: ids.indexOf(rule),
          level: levels[severity],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
                region: {
                  startLine: start.line + 1,
                  startColumn: start.character + 1,
                  endLine: end.line + 1,
                  endColumn: end.character + 1,
                },
              },
            },
          ],
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(id: string): object {
  const rule = rules.find(rule => rule.id === id);
  const report = reports.find(report => report.id === id);
  return {
    id,
    shortDescription: { text: rule?.title ?? report?.title ?? id },
    defaultConfiguration: { level: levels[rule?.severity ?? report?.severity ?? 'error'] },
  };
}
