import { EngineError } from './engine.ts';

/** What was asked of a registry, and with what. */
export interface RegistryRequest {
  /** `pushing registry.example.com/a:1` */
  readonly doing: string;
  /** As {@link findRegistry} gives it. */
  readonly registry: string;
  /** Whether `docker login` has stored something for it. */
  readonly loggedIn: boolean;
}

/** Says what a registry refused and what to do; `reason` is the engine's own text, which stays in the message. */
export function describeRegistryFailure(reason: string, request: RegistryRequest): EngineError {
  const explanation = explain(reason, request);
  const said = reason.replace(/\.$/, '');
  if (explanation === undefined) return new EngineError(`The engine failed at ${request.doing}: ${reason}`);
  const [found, advice] = explanation;
  return new EngineError(`The engine failed at ${request.doing}: ${found} (${said}). ${advice}`);
}

/** What was found and what to do, for the first kind of failure that the text tells. */
function explain(
  reason: string,
  { registry, loggedIn, doing }: RegistryRequest,
): readonly [string, string] | undefined {
  const login = `\`docker login${registry === 'docker.io' ? '' : ` ${registry}`}\``;
  if (/server gave HTTP response to HTTPS client|first record does not look like a TLS/i.test(reason)) {
    return [
      `the registry ${registry} speaks plain HTTP and the engine HTTPS`,
      `Give the registry a certificate, or list ${registry} under \`insecure-registries\` in the engine's daemon.json.`,
    ];
  }
  if (/x509|certificate|tls:/i.test(reason)) {
    return [
      `the engine does not trust the certificate of ${registry}`,
      `Put the certificate of its authority into /etc/docker/certs.d/${registry}/ca.crt on the engine's machine.`,
    ];
  }
  if (
    /connection refused|no such host|timeout|deadline exceeded|unreachable|no route to host/i.test(reason)
  ) {
    return [
      `the engine cannot reach the registry ${registry}`,
      'See whether its name is right, whether it runs, and which proxy the engine needs.',
    ];
  }
  if (
    /no basic auth credentials|unauthorized|authentication required|incorrect username|\b401\b/i.test(reason)
  ) {
    return loggedIn
      ? [`the registry ${registry} does not accept the stored login`, `Log in again with ${login}.`]
      : [`the registry ${registry} wants a login and none is stored`, `Log in with ${login}.`];
  }
  if (/denied|forbidden|\b403\b/i.test(reason)) {
    const act = doing.startsWith('pushing') ? 'push to' : 'pull from';
    return loggedIn
      ? [
          `the stored login of ${registry} may not ${act} this repository, or there is none of this name`,
          'See whether the name is right, create the repository, or have its owner let you in.',
        ]
      : [
          `the registry ${registry} lets nobody ${act} this repository without a login, or there is none of this name`,
          `Log in with ${login}, and see whether the name is right.`,
        ];
  }
  if (
    /name unknown|name_unknown|repository .*not (?:exist|found)|manifest unknown|: not found$/i.test(reason)
  ) {
    return [
      `the registry ${registry} has nothing of this name`,
      doing.startsWith('pushing')
        ? 'Create the repository there first, or see whether the name is right.'
        : 'See whether name and tag are right, or push it there first.',
    ];
  }
  return undefined;
}
