/** An address with a password, in a text. */
export interface PasswordPlace {
  readonly start: number;
  readonly end: number;
  /** The address without what is secret. */
  readonly shown: string;
}

/** The addresses in `text` that have a password in them, or a token for a user. An environment variable is none. */
export function findPasswords(text: string): readonly PasswordPlace[] {
  const found: PasswordPlace[] = [];
  if (!text.includes('@')) return found;
  for (const match of text.matchAll(/([a-z][a-z0-9+.-]*:\/\/)([^\s/@:]*)(?::([^\s/@]*))?@([^\s/?#:]*)/gi)) {
    const [whole, scheme = '', user = '', password = '', host = ''] = match;
    const isToken =
      password === '' && /^https?/i.test(scheme.replace(/^\w+\+/, '')) && /^[\w-]{20,}$/.test(user);
    const isPassword = password !== '' && !/^(?:\$\{?\w+\}?|<.*>|\*+|…)$/.test(password);
    if (!isToken && !isPassword) continue;
    const shown = isToken ? `${scheme}…@${host}` : `${scheme}${user}:…@${host}`;
    found.push({ start: match.index, end: match.index + whole.length, shown });
  }
  return found;
}
