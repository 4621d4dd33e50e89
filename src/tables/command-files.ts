/**
 * Configuration files that hold command lines: of CI systems, hook managers, editors, agents and task runners. One row a kind
 * of file; what each runs is found by its keys, wherever in the file they stand.
 *
 * Source: the references of the programs (Azure Pipelines "YAML schema", CircleCI "Configuration reference", Bitbucket
 * "YAML reference", Travis "Job lifecycle", Buildkite "Command step", Drone and Woodpecker "Workflow syntax", Cloud Build
 * "Build configuration file schema", AppVeyor "appveyor.yml reference", Cirrus CI "Writing tasks", Semaphore "Pipeline YAML",
 * AWS CodeBuild "buildspec", Render "Blueprint", DVC "dvc.yaml", lefthook "Configuration", process-compose, VS Code
 * "Tasks", Model Context Protocol "Connect to local servers", Claude Code "Settings" and "Hooks reference", Nx "run-commands", Zed "Tasks", Vercel and Railway "Project configuration").
 * Read: November 2026.
 * Renew: by hand; a kind of file is one row here and nowhere else.
 */
export interface CommandFile {
  /** Names it in `inspect commands` and in overrides. */
  readonly format: string
  readonly syntax: 'yaml' | 'json'
  /** Patterns for the whole path. */
  readonly paths: readonly RegExp[]
  /** Keys whose values are shell code, or lists of lines of it. The keys of one group are parts of one shell, in this order. */
  readonly code: readonly (readonly string[])[]
  /** A key whose value is a program, with the key of the list of its words, which no shell reads. */
  readonly words?: readonly [program: string, words: string]
  /** Keys of lists of what an agent may run without asking, and the form of an entry: the command is its first group. */
  readonly allowed?: { readonly keys: readonly string[]; readonly entry: RegExp }
  /** Key, beside the code, of the directory in which it runs, as seen from the repository root. */
  readonly directory?: string
  /** Whether its commands run in the folder that holds it (or holds its `.vscode`), and not in the repository root. */
  readonly beside?: true
  /** Keys below which nothing is a command. */
  readonly except?: readonly string[]
  /** What the host fills in before a shell reads the code. */
  readonly template?: RegExp
  /** How the host writes the root of the repository at the start of a directory. */
  readonly root?: RegExp
  /** How the host writes the folder of the file there. */
  readonly own?: RegExp
}

const braces = /\{\{[^{}\n]*\}\}/g

export const commandFiles: readonly CommandFile[] = [
  {
    format: 'azure-pipelines',
    syntax: 'yaml',
    paths: [/(?:^|\/)[\w.-]*azure-pipelines?[\w.-]*\.ya?ml$/, /(?:^|\/)\.?(?:azure-)?pipelines?\/.+\.ya?ml$/],
    code: [['script'], ['bash'], ['pwsh'], ['powershell'], ['inlineScript']],
    directory: 'workingDirectory',
    except: ['parameters', 'resources'],
    template: /\$\{\{[^{}\n]*\}\}/g,
    root: /^\$\((?:Build\.SourcesDirectory|System\.DefaultWorkingDirectory|Pipeline\.Workspace\/s)\)\/?/,
  },
  {
    format: 'circleci',
    syntax: 'yaml',
    paths: [/(?:^|\/)\.circleci\/.+\.ya?ml$/],
    code: [['run'], ['command']],
    directory: 'working_directory',
    except: ['parameters', 'docker', 'machine'],
    template: /<<[^<>\n]+>>/g,
    root: /^~\/(?:project|repo)\/?/,
  },
  {
    format: 'bitbucket-pipelines',
    syntax: 'yaml',
    paths: [/(?:^|\/)bitbucket-pipelines\.ya?ml$/],
    code: [['script'], ['after-script']],
  },
  {
    format: 'travis',
    syntax: 'yaml',
    paths: [/(?:^|\/)\.travis\.ya?ml$/],
    code: [
      ['before_install', 'install', 'before_script', 'script', 'after_success', 'after_script'],
      ['before_deploy', 'after_deploy'],
    ],
    except: ['deploy', 'addons'],
  },
  {
    format: 'buildkite',
    syntax: 'yaml',
    paths: [/(?:^|\/)\.?buildkite\/.+\.ya?ml$/, /(?:^|\/)buildkite[\w.-]*\.ya?ml$/],
    code: [['command'], ['commands']],
    except: ['plugins'],
  },
  {
    format: 'drone',
    syntax: 'yaml',
    paths: [/(?:^|\/)\.drone\.ya?ml$/],
    code: [['commands']],
  },
  {
    format: 'woodpecker',
    syntax: 'yaml',
    paths: [/(?:^|\/)\.woodpecker(?:\.ya?ml$|\/.+\.ya?ml$)/],
    code: [['commands']],
    directory: 'directory',
  },
  {
    format: 'cloud-build',
    syntax: 'yaml',
    paths: [/(?:^|\/)cloudbuild[\w.-]*\.ya?ml$/],
    code: [['script']],
    words: ['entrypoint', 'args'],
    directory: 'dir',
  },
  {
    format: 'appveyor',
    syntax: 'yaml',
    paths: [/(?:^|\/)\.?appveyor[\w.-]*\.ya?ml$/],
    code: [
      [
        'init',
        'install',
        'before_build',
        'build_script',
        'after_build',
        'before_test',
        'test_script',
        'after_test',
      ],
      ['before_deploy', 'deploy_script', 'after_deploy'],
    ],
  },
  {
    format: 'cirrus',
    syntax: 'yaml',
    paths: [/(?:^|\/)\.cirrus\.ya?ml$/],
    code: [
      [
        'setup_script',
        'install_script',
        'deps_script',
        'build_script',
        'lint_script',
        'test_script',
        'script',
      ],
      ['populate_script'],
    ],
  },
  {
    format: 'semaphore',
    syntax: 'yaml',
    paths: [/(?:^|\/)\.semaphore\/.+\.ya?ml$/],
    code: [['commands']],
  },
  {
    format: 'codebuild',
    syntax: 'yaml',
    paths: [/(?:^|\/)buildspec[\w.-]*\.ya?ml$/, /(?:^|\/)amplify\.ya?ml$/],
    code: [['commands']],
  },
  {
    format: 'render',
    syntax: 'yaml',
    paths: [/(?:^|\/)render\.ya?ml$/],
    code: [['buildCommand', 'preDeployCommand', 'startCommand']],
    directory: 'rootDir',
  },
  {
    format: 'dvc',
    beside: true,
    syntax: 'yaml',
    paths: [/(?:^|\/)dvc\.ya?ml$/],
    code: [['cmd']],
    directory: 'wdir',
    template: /\$\{[^{}\n]*\}/g,
  },
  {
    format: 'lefthook',
    syntax: 'yaml',
    paths: [/(?:^|\/)\.?lefthook(?:-local)?\.ya?ml$/],
    code: [['run']],
    directory: 'root',
    template: /\{(?:\d|staged_files|push_files|all_files|files|cmd|[\w-]+)\}/g,
  },
  {
    format: 'process-compose',
    beside: true,
    syntax: 'yaml',
    paths: [/(?:^|\/)process-compose[\w.-]*\.ya?ml$/],
    code: [['command']],
    directory: 'working_dir',
    template: braces,
  },
  {
    format: 'pre-commit-hooks',
    syntax: 'yaml',
    paths: [/(?:^|\/)prek\.ya?ml$/],
    code: [['entry']],
  },
  {
    format: 'vscode-tasks',
    beside: true,
    syntax: 'json',
    paths: [/(?:^|\/)\.vscode\/tasks\.json$/, /\.code-workspace$/],
    code: [],
    words: ['command', 'args'],
    directory: 'cwd',
    template: /\$\{[^{}\n]*\}/g,
    root: /^\$\{workspaceFolder\}\/?/,
  },
  {
    format: 'mcp',
    beside: true,
    syntax: 'json',
    paths: [
      /(?:^|\/)\.?mcp(?:[-_.][\w-]+)?\.json$/,
      /(?:^|\/)\.(?:vscode|cursor|roo|kiro|gemini|claude|codex|windsurf|amazonq)\/(?:[\w-]+\/)*(?:mcp|settings)(?:\.local)?\.json$/,
      /(?:^|\/)(?:claude_desktop_config|cline_mcp_settings|mcp_settings|gemini-extension)\.json$/,
      /(?:^|\/)\.(?:cursor|codex)\/hooks\.json$/,
      /(?:^|\/)hooks\/hooks\.json$/,
      /(?:^|\/)\.github\/hooks\/[^/]+\.json$/,
    ],
    code: [['bash']],
    words: ['command', 'args'],
    // `Bash(pip install:*)` and `Bash(pip install *)` of Claude Code, `run_shell_command(pip install)` of Gemini CLI.
    allowed: { keys: ['allow', 'allowed'], entry: /^(?:Bash|run_shell_command)\((.+?)(?:[: ]\*)?\)$/ },
    directory: 'cwd',
    template: /\$\{[^{}\n]*\}/g,
    root: /^\$\{(?:workspaceFolder|CLAUDE_PROJECT_DIR)\}\/?/,
  },
  {
    format: 'zed-tasks',
    beside: true,
    syntax: 'json',
    paths: [/(?:^|\/)\.zed\/tasks\.json$/],
    code: [],
    words: ['command', 'args'],
    directory: 'cwd',
    template: /\$\{?ZED_\w+\}?/g,
    root: /^\$\{?ZED_WORKTREE_ROOT\}?\/?/,
  },
  {
    format: 'hosting',
    beside: true,
    syntax: 'json',
    paths: [/(?:^|\/)(?:vercel|railway)\.json$/],
    code: [['installCommand', 'buildCommand'], ['preDeployCommand'], ['startCommand']],
  },
  {
    format: 'nx',
    syntax: 'json',
    paths: [/(?:^|\/)(?:project|nx)\.json$/],
    code: [['command'], ['commands']],
    directory: 'cwd',
    template: /\{(?:workspaceRoot|projectRoot|projectName|args\.[\w.-]+)\}/g,
    root: /^\{workspaceRoot\}\/?/,
    own: /^\{projectRoot\}\/?/,
  },
]

/** Files that run commands and are not read, by a pattern for the whole path: `--verbose` says so. */
export const unreadCommandFiles: readonly { readonly what: string; readonly path: RegExp }[] = [
  { what: 'Earthly', path: /(?:^|\/)Earthfile$/ },
  { what: 'Dagger', path: /(?:^|\/)dagger\.json$/ },
  { what: 'TeamCity', path: /(?:^|\/)\.teamcity\// },
  { what: 'Bazel', path: /(?:^|\/)(?:BUILD|WORKSPACE|MODULE)(?:\.bazel)?$/ },
  { what: 'Gradle', path: /\.gradle(?:\.kts)?$/ },
  { what: 'Rake', path: /(?:^|\/)Rakefile$/ },
  { what: 'SCons', path: /(?:^|\/)SConstruct$/ },
  { what: 'Vagrant', path: /(?:^|\/)Vagrantfile$/ },
  { what: 'Tiltfile', path: /(?:^|\/)Tiltfile$/ },
  { what: 'Snapcraft', path: /(?:^|\/)snapcraft\.ya?ml$/ },
  { what: 'Codefresh', path: /(?:^|\/)codefresh\.ya?ml$/ },
  { what: 'Fabric', path: /(?:^|\/)fabfile\.py$/ },
  { what: 'doit', path: /(?:^|\/)dodo\.py$/ },
  { what: 'Invoke', path: /(?:^|\/)tasks\.py$/ },
  { what: 'SourceHut', path: /(?:^|\/)\.builds?(?:\.ya?ml$|\/.+\.ya?ml$)/ },
  { what: 'systemd', path: /\.(?:service|timer)$/ },
  { what: 'supervisord', path: /(?:^|\/)supervisord?[\w.-]*\.conf$/ },
  { what: 'moon', path: /(?:^|\/)moon\.ya?ml$/ },
  { what: 'Skaffold', path: /(?:^|\/)skaffold[\w.-]*\.ya?ml$/ },
  { what: 'JetBrains', path: /(?:^|\/)(?:\.run|runConfigurations)\/.+\.xml$/ },
  { what: 'CMake', path: /(?:^|\/)CMakeLists\.txt$/ },
]

/** The row of a path; undefined for any other file. */
export function commandFileOf(path: string): CommandFile | undefined {
  return commandFiles.find(({ paths }) => paths.some((pattern) => pattern.test(path)))
}
