import type { Line, Origin } from './origin.ts';
import type { Step } from './steps.ts';

/** An address up to the `@` behind a user's name or password. */
const withUser = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/]*)@/gi;

/** `text` without the names and passwords that stand in addresses. */
export function redact(text: string): string {
  return text.replaceAll(withUser, '$1…@');
}

/** Whether an address in `text` lets somebody in: by a password, or by a token, but not by the `git@` of ssh alone. */
export function hasCredentials(text: string): boolean {
  return [...text.matchAll(withUser)].some(
    ([, scheme, user = '']) => !/ssh:/i.test(scheme ?? '') || user.includes(':'),
  );
}

/** What takes the credentials of these texts out of others, wherever they turn up. */
export function redactorOf(secrets: readonly string[]): (text: string) => string {
  const users = secrets.flatMap(text => [...text.matchAll(withUser)].map(([, , user = '']) => user));
  const known = users
    .flatMap(user => [user, user.slice(user.indexOf(':') + 1)])
    // Shorter ones are parts of any text.
    .filter(text => text.length > 3)
    .sort((a, b) => b.length - a.length);
  return text => known.reduce((rest, secret) => rest.replaceAll(secret, '…'), redact(text));
}

/** A list of requirements in two of as many lines: what may be seen, and what only the installation may. */
export interface SplitLines {
  readonly open: readonly string[];
  readonly secret: readonly string[];
}

/**
 * Takes the lines with credentials out of a list. Each list has something harmless where the other has the line, so that
 * pip tells the same number of a line for both; what may be seen of a secret is a comment, so that a change is seen.
 */
export function splitLines(lines: readonly string[]): SplitLines {
  const open: string[] = [];
  const secret: string[] = [];
  for (let i = 0, end = 0; i < lines.length; i = end) {
    // A line that ends with a backslash goes on in the next.
    for (end = i + 1; end < lines.length && lines[end - 1]?.endsWith('\\'); ) end++;
    const whole = lines.slice(i, end);
    const isSecret = whole.some(hasCredentials);
    open.push(...(isSecret ? whole.map(line => `# ${redact(line)}`) : whole));
    secret.push(...(isSecret ? whole : whole.map(() => '')));
  }
  return { open, secret };
}

/** Options of pip that may stand in a file of requirements. Source: pip.pypa.io, Requirements File Format. */
const inFiles = /^(?:-[ifcre]|--(?:index-url|extra-index-url|find-links|constraint|requirement|editable))$/;

/** Options apart from those with credentials, which are lines for a file of requirements. */
export function splitOptions(options: readonly string[]): {
  readonly open: readonly string[];
  readonly secret: readonly string[];
} {
  const open: string[] = [];
  const secret: string[] = [];
  for (const word of options) {
    if (!hasCredentials(word)) open.push(word);
    else if (!word.startsWith('-') && open.at(-1)?.startsWith('-')) secret.push(`${open.pop()} ${word}`);
    else secret.push(word);
  }
  return { open, secret };
}

/** Why an image cannot be built without leaving a password in it, and where that was written. */
export interface Exposure {
  readonly message: string;
  readonly origin: Origin;
}

/** Looks for credentials that would stay in the image; `secrets` tells whether the engine has build secrets. */
export function findExposure(steps: readonly Step[], secrets: boolean): Exposure | undefined {
  for (const { text, origin } of steps.flatMap(addressesOf)) {
    if (!hasCredentials(text)) continue;
    if (!secrets)
      return {
        message:
          'The address has a password, which would stay in the image because this engine has no build secrets. Build with BuildKit, or take the packages from where no password is needed.',
        origin,
      };
    const option = /^-[^\s=]*/.exec(text.trim())?.[0] ?? '';
    if (option !== '' && !inFiles.test(option))
      return {
        message: `The address of ${redact(option)} has a password, which would stay in the image. Give it to pip in another way, such as --index-url or --find-links.`,
        origin,
      };
    if (/^(?:-e|--editable)$/.test(option))
      return {
        message:
          'The address has a password, and what is installed as editable keeps its address in the image. Install it without -e.',
        origin,
      };
  }
  return undefined;
}

function addressesOf(step: Step): readonly Line[] {
  if (step.kind === 'install-r-packages') return [{ text: step.mirror, origin: step.origin }];
  if (step.kind !== 'install-pip-packages') return [];
  const options = splitOptions(step.options).secret;
  return [...step.requested, ...step.mandatory, ...options.map(text => ({ text, origin: step.origin }))];
}
