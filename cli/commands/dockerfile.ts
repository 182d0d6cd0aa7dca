import { type PlannedImage, previewDockerfile, renderDockerfile, wasMadeFrom } from '../../core/index.ts';
import { normalizeReference } from '../../engine/reference.ts';
import { planned } from '../planned.ts';
import { Engines } from '../state/engines.ts';
import { statesOf } from '../state/states.ts';
import { type ExitCode, exit, type Terminal } from '../terminal.ts';

/** `dockerfile ENV`: prints the Dockerfile of a code env's image, or what the image that there is was built from. */
export async function dockerfile(
  env: string,
  { config, built }: { readonly config?: string; readonly built?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { images, loaded, complete } = await planned({ envs: [env], config }, terminal);
  const [image, ...others] = images;
  if (!image) {
    const file = loaded.files.find(({ file }) =>
      file?.documents.some(document => document.env?.name === env),
    )?.file;
    const answer = complete && file && previewDockerfile(file, loaded.project);
    if (answer && 'problem' in answer) terminal.log(answer.problem);
    return exit.problems;
  }
  const text = built ? await builtFrom(image, terminal) : renderDockerfile(image).text;
  if (text === undefined) {
    terminal.log(`${image.image} was not built yet.`);
    return exit.problems;
  }
  terminal.write(text);
  if (others.length > 0)
    terminal.log(
      `This is for ${image.configs.join(', ')}. The others differ in the base image alone: choose one with --config ${others[0]?.configs[0]}.`,
    );
  return exit.well;
}

/** Undefined where there is no image. */
async function builtFrom(planned: PlannedImage, { signal }: Terminal): Promise<string | undefined> {
  const engines = new Engines(signal);
  try {
    const [image] = await statesOf([planned], engines);
    const built = (await engines.images(planned.dockerHost)).get(normalizeReference(planned.image));
    return built && wasMadeFrom(built, image?.reasons ?? []);
  } finally {
    await engines.close();
  }
}
