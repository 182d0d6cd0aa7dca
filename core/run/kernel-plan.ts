import type { PlannedImage } from '../image/plan.ts';
import type { CodeEnvSubject, Instance } from '../rule.ts';
import { kernelCommandOf } from './command.ts';
import { type Limits, limitsOf } from './limits.ts';
import { environmentOf, projectFolder, type RunPlan, type RunRefusal } from './run-plan.ts';

/** A kernel of a notebook: the container that it is, before anything is done. */
export type KernelPlan = Pick<
  RunPlan,
  'config' | 'image' | 'command' | 'environment' | 'mounts' | 'workingDirectory'
> & { readonly limits: Limits };

/** What a kernel is planned from. */
export interface KernelGiven {
  readonly env: CodeEnvSubject['env'];
  readonly instance: Instance;
  /** The path of the notebook. */
  readonly notebook: string;
  /** The folder that the container sees, with the notebook in it. */
  readonly project: string;
}

/**
 * The container configurations by which an image can be the kernel of a notebook; none without Jupyter support. One of
 * Kubernetes is none of them: a kernel must be near its editor.
 */
export function kernelConfigs(
  image: PlannedImage,
  { env, instance }: Pick<KernelGiven, 'env' | 'instance'>,
): readonly string[] {
  if (!env.installJupyterSupport?.value) return [];
  return image.configs.filter(name => configOf(name, instance)?.type?.value === 'DOCKER');
}

/** Plans the kernel of a notebook. Nothing that it writes comes back, as in DSS; the project is for reading only. */
export function planKernel(image: PlannedImage, config: string, given: KernelGiven): KernelPlan | RunRefusal {
  const { env, instance, notebook, project } = given;
  const refuse = (reason: string): RunRefusal => ({
    refusal: `${image.env} can be no kernel for ${config}: ${reason}`,
  });
  if (!env.installJupyterSupport?.value)
    return refuse(
      'it has no Jupyter support. Set installJupyterSupport to true in it, and build its images.',
    );
  const execution = configOf(config, instance);
  if (!execution || !kernelConfigs(image, given).includes(config))
    return refuse('kernels run in container configurations of type DOCKER. Choose one of them.');
  const limits = limitsOf(execution);
  if (typeof limits === 'string') return refuse(limits);
  return {
    config,
    image,
    command: kernelCommandOf(image.lang, `${projectFolder}/${notebook.slice(project.length + 1)}`),
    environment: environmentOf(image, config),
    mounts: [{ source: project, target: projectFolder, readOnly: true }],
    workingDirectory: '/tmp',
    limits,
  };
}

function configOf(name: string, { configs }: Instance) {
  return configs.executionConfigs.find(config => config.name?.value === name);
}
