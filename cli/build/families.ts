import type { SharedPackages } from '../../core/index.ts';
import type { Engine } from '../../engine/index.ts';
import { keepKnown, readKnown, sha256 } from '../../workspace/index.ts';
import { ownerLabels } from '../containers.ts';

/** What base images have in common that can share packages, or a clause why that cannot be told of one. */
export type Family = { readonly family: string } | { readonly obstacle: string };

/**
 * Prints what an installation of packages depends on in a base image. $1: the program, $2: what else counts,
 * `system` for the packages that Python has there and `libraries` for what is compiled against, then files and folders.
 * What may hold a password is a checksum.
 */
const probe = `
id -u
(. /etc/os-release && echo "$ID $VERSION_ID")
uname -m
getconf GNU_LIBC_VERSION 2>/dev/null || ldd --version 2>&1 | head -n 2
program=$(command -v "$1") || exit 3
readlink -f "$program"
"$program" --version 2>&1 || exit 3
command -v nvcc
{ env | grep -E '^(PIP_|PYTHON|R_|LD_)' | sort; cat /etc/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf" /etc/R/Rprofile.site; } 2>/dev/null | cksum
case "$2" in *system*)
  "$program" -c 'import importlib.metadata as m; print(sorted(set((d.metadata["Name"], d.version) for d in m.distributions())))' || exit 4
esac
case "$2" in *libraries*)
  { ldconfig -p || ls /lib /usr/lib /usr/local/lib; } 2>/dev/null | cksum
esac
shift 2
for path; do
  find "$path" -type f -exec cksum {} + 2>/dev/null | sort | cksum
done
`;

/** Asks base images what they are like, each once: an image's id stands for its content, so that answers are kept. */
export class Families {
  readonly #kept = readKnown('base-images');
  readonly #answers = new Map<string, Promise<string>>();
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** The family of the base image with this id. Rejects with the signal's reason alone. */
  async find(engine: Engine, baseId: string, shared: SharedPackages): Promise<Family> {
    const counts = `${shared.systemPackages ? 'system' : ''} ${shared.libraries ? 'libraries' : ''}`;
    const words = [shared.program, counts, ...shared.paths];
    const key = `${baseId} ${sha256(JSON.stringify([probe, words])).slice(0, 12)}`;
    let answer = this.#answers.get(key);
    if (!answer) {
      answer = this.#ask(engine, baseId, key, words);
      this.#answers.set(key, answer);
    }
    const [user, ...lines] = (await answer).split('\n');
    if (lines.length === 0)
      return { obstacle: `does not say what it is like, having no sh or no ${shared.program}` };
    if (user !== '0') return { obstacle: 'is run by another user than root' };
    return { family: lines.join('\n') };
  }

  async #ask(engine: Engine, baseId: string, key: string, words: readonly string[]): Promise<string> {
    const kept = (await this.#kept)[key];
    if (kept !== undefined) return kept;
    let answer = '';
    try {
      const code = await engine.runContainer(
        { image: baseId, entrypoint: ['sh'], command: ['-c', probe, 'sh', ...words], labels: ownerLabels() },
        {
          signal: this.#signal,
          onEvent({ stream, text }) {
            if (stream === 'stdout') answer += text;
          },
        },
      );
      if (code !== 0) answer = '';
    } catch {
      this.#signal.throwIfAborted();
      // There is no sh, or the engine runs no containers. The build itself will tell of an engine that is gone.
      return '';
    }
    await this.#keep(key, answer);
    return answer;
  }

  /** Read again before it is written, for what other processes have found out; the oldest answers go. */
  async #keep(key: string, answer: string): Promise<void> {
    const known = Object.entries({ ...(await readKnown('base-images')), [key]: answer });
    await keepKnown('base-images', Object.fromEntries(known.slice(-500)));
  }
}
