import type { Span } from '../text.ts';
import type { Comparison, Marker } from './marker.ts';
import { commonPythons } from './marker-truth.ts';

/** A comparison that no environment fulfils. */
export interface NeverTrue {
  readonly span: Span;
  readonly message: string;
  readonly instead?: { readonly span: Span; readonly text: string };
}

/** What the variables can be, as far as everybody agrees. Source: docs.python.org, platform, sys, os. */
const values: Readonly<Record<string, readonly string[]>> = {
  platform_system: ['Linux', 'Darwin', 'Windows'],
  sys_platform: ['linux', 'darwin', 'win32', 'cygwin'],
  os_name: ['posix', 'nt'],
  platform_python_implementation: ['CPython', 'PyPy', 'IronPython', 'Jython'],
  implementation_name: ['cpython', 'pypy'],
};

/** The comparisons in a marker that can never be true, though they look as if. */
export function explainNever(marker: Marker): readonly NeverTrue[] {
  if (marker.kind !== 'comparison') return [...explainNever(marker.left), ...explainNever(marker.right)];
  const found = wrongSpelling(marker) ?? wrongVersion(marker);
  return found ? [found] : [];
}

function wrongSpelling({ left, right, operator, span }: Comparison): NeverTrue | undefined {
  const [variable, value] = left.variable ? [left, right] : [right, left];
  if (operator.text !== '==' || !variable.variable || value.variable) return undefined;
  if (variable.text === 'extra')
    return {
      span,
      message: 'extra is set only while a package is built: in a list it is never true. Delete the marker.',
    };
  const known = Object.hasOwn(values, variable.text) ? (values[variable.text] ?? []) : [];
  const meant = known.find(one => one !== value.text && one.toLowerCase() === value.text.toLowerCase());
  if (!meant) return undefined;
  return {
    span: value.span,
    message: `${variable.text} is never ${JSON.stringify(value.text)}, because it is written ${JSON.stringify(meant)}. Change it.`,
    instead: { span: value.span, text: `"${meant}"` },
  };
}

/** `python_version` has no third number. */
function wrongVersion(marker: Comparison): NeverTrue | undefined {
  const { left, right, operator, span } = marker;
  const [variable, value] = left.variable ? [left, right] : [right, left];
  if (variable.text !== 'python_version' || !/^={2,3}$/.test(operator.text)) return undefined;
  if (!/^\d+\.\d+\.\d+$/.test(value.text) || commonPythons([marker]).length > 0) return undefined;
  return {
    span,
    message: `python_version has two numbers, such as ${value.text.split('.').slice(0, 2).join('.')}, and is never ${value.text}. Compare python_full_version.`,
    instead: { span: variable.span, text: 'python_full_version' },
  };
}
