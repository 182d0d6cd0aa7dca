/** What is said where no instance is found: how to make one. */
export const noInstance =
  'There is no container-configs.yaml in this folder or above, so that no image can be planned. Write one: in VS Code by "Code Envs: New Instance…", or by hand, beginning with `dssVersion: 14.3.2` and `executionConfigs: [{ name: cpu, type: DOCKER, baseImage: … }]`.';
