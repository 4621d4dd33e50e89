/**
 * Distributions of PyPI that are programs and no libraries of a project, with the programs they bring. What
 * `python-tools.ts` and `distributions.ts` know is told there.
 *
 * Source: `[project.scripts]` of the released distributions.
 * Read: the releases of November 2026.
 * Renew: by hand.
 */
export const applications: Readonly<Record<string, readonly string[]>> = {
  awscli: ['aws'],
  'aws-sam-cli': ['sam'],
  'azure-cli': ['az'],
  ansible: ['ansible', 'ansible-playbook', 'ansible-galaxy'],
  'ansible-core': ['ansible', 'ansible-playbook', 'ansible-galaxy'],
  conan: ['conan'],
  cmake: ['cmake', 'ctest'],
  meson: ['meson'],
  ninja: ['ninja'],
  'huggingface-hub': ['hf', 'huggingface-cli'],
  httpie: ['http', 'https'],
  yq: ['yq'],
  gdown: ['gdown'],
  kaggle: ['kaggle'],
  'yt-dlp': ['yt-dlp'],
  platformio: ['pio', 'platformio'],
  esptool: ['esptool', 'esptool.py'],
  'cloudflare-cli': ['cloudflare'],
  modal: ['modal'],
  skypilot: ['sky'],
  'nebius-cli': ['nebius'],
  supervisor: ['supervisord', 'supervisorctl'],
  'docker-compose': ['docker-compose'],
  'docker-squash': ['docker-squash'],
  sqlfluff: ['sqlfluff'],
  gitlint: ['gitlint'],
  djlint: ['djlint'],
  cmakelang: ['cmake-format', 'cmake-lint'],
  'clang-format': ['clang-format'],
  'clang-tidy': ['clang-tidy'],
  mdformat: ['mdformat'],
  gcovr: ['gcovr'],
  'codecov-cli': ['codecovcli'],
  snakeviz: ['snakeviz'],
  flameprof: ['flameprof'],
  gprof2dot: ['gprof2dot'],
  tuna: ['tuna'],
  'py-spy': ['py-spy'],
  nvitop: ['nvitop'],
  gpustat: ['gpustat'],
  'podman-compose': ['podman-compose'],
  grip: ['grip'],
  'rust-just': ['just'],
  'go-task-bin': ['task'],
}
