/**
 * How environments are named and told apart: venvs for daily work and for a purpose, temporary places, words of jobs that
 * test something on purpose outside the project, and labels of alternatives in documents.
 *
 * Source: workflows and READMEs of public repositories (`facts/environments.md` 4.2, 4.3).
 * Renew: by hand, with a repository in which a row decides.
 */

/** Names of a venv that somebody keeps for daily work: uv's `.venv` takes its place. */
export const dailyVenv = /^(?:\.?v?env|\.?virtualenv|\.?venv[-_.]?\d[\d.]*)$/i

/** Places that do not outlive a job or a script. */
export const temporaryPlace =
  /(?:^|\/)\.cache\/|^(?:\/tmp|\/var\/tmp|\$\{?(?:RUNNER_TEMP|TMPDIR|TMP|TEMP|tmp\w*)\b|\$\(mktemp|\$\{\{\s*runner\.temp)/

/** Where images and machines of CI keep what they check out or copy; an absolute path elsewhere is somebody else's. */
export const checkoutPlace =
  /^\/(?:app|code|src|srv|build|repo|work|workspaces?|project|opt|home|root|usr|github|__w)\b/

/** Names of a venv, and of a job, a step or a target, that is made for a purpose. */
export const purpose =
  /(?:^|[^a-z])(?:smoke|minimal|oldest|lowest|min(?:imum)?[- _]versions?|compat\w*|bench\w*|wheels?|whl|sdist|isolated|from[- _]pypi|tests?[- _]install(?:ation)?|install(?:ation)?[- _]tests?|test[- _]?pypi|nightly|upstream|built[- _](?:package|dist\w*))(?:$|[^a-z])/i

/** A job that is called after pip shows that pip can install. */
export const jobOfPip = /(?:^|[-_ ])pip(?:[-_ ]|$)/i

/** Words between two blocks of a document after which the second is another way to do the same. */
export const otherWay =
  /^[^\w\n\r\u2028\u2029]*(?:or\b|alternatively\b|otherwise\b|if you (?:prefer|use|do not|don['’]t|would rather)\b|you can also\b)|\bif you prefer\b|\bas an alternative\b/im

/** Where a tab of a document begins, for readers on another platform or with other tools. */
export const beginsTab =
  /^[ \t]*(?:===[ !+]|(?<!:):{3,}\s*\{?tab|\.\. tab)|\{tab-item\}|<\/?Tab|<hfoption|<summary/im

/** A label that names one way among others: a tab, a heading, a line in bold, a comment. */
export const wayLabel =
  /^[\s#*_>=!+"'`:<-]*(?:[([]recommended[)\]]\s*)?(?:(?:option|method|way|alternative)\s*\w{0,2}\s*[:.)–—-]*\s*)?(?:or\s+)?(?:(?:with|via|using|use|from|install(?:ing|ation)?(?: (?:with|via|using))?|set(?:ting)?[ -]?up(?: (?:the|your|an?))?(?: (?:dev(?:elopment)?|python|virtual)){0,2}(?: environment)?(?: (?:with|via|using))?)\s+)?(?:plain |regular |standard |traditional |classic )?["'`*]*(pip|pipx|conda|anaconda|miniconda|mamba|poetry|pdm|pipenv|pyenv|hatch|rye|pixi|virtualenv|venv|uv)["'`*]*(?:\s+(?:install(?:ation)?|setup|users?|directly|\(.*\)|\+.*|(?:in|and|with) (?:an? )?(?:virtual ?env\w*|venv)(?: environment)?))?\s*[\s:*_>"'`.]*$/i

/** A heading or a comment that sets a way without a name against the one that is advised. */
export const olderWay =
  /^[\s#*_>"'`:-]*(?:the )?(?:traditional|classic|legacy|conventional|manual) (?:python )?(?:set ?up|install(?:ation)?|way|method|approach|virtual ?env\w*)\b/i

/** Where a tab of a document says what it is called. */
export const tabTitle =
  /(?:===[ !+]+|\{tab-item\}\s*|\.\. (?:md-)?(?:group-)?tab(?:-item)?::\s*|(?:value|label|id|title|name)=|(?<!:):{3,}\s*\{?tab\w*\}?\s*)["']?([\w .+-]+)/i

/** Headings of one procedure, step by step; more than twelve are a catalogue. */
export const stepHeading = /^\W*(?:(?:step|phase|part)\s+)?(?:\d|1[0-2])\b/i

/** Headings above sections that each cure one trouble: nobody follows one behind the other. */
export const troubleHeading =
  /\b(?:trouble ?shoot\w*|(?:common|known|frequent) (?:issues|problems|errors|mistakes|pitfalls)|faq|frequently asked)\b/i

/** Images that hold a system or a Python and no program of anybody's. */
export const plainImage =
  /(?:^|\/)(?:python|pypy|uv|debian|ubuntu|alpine|fedora|ubi\d*|buildpack-deps)(?:[:@]|$)/i

/** Images of runtimes that decide themselves how Python gets its packages. */
export const otherRuntime =
  /(?:^|\/)(?:flink|spark|airflow|lambda|aws-lambda-python|ray|beam\w*|dataflow\w*|sagemaker\w*|databricks\w*|superset|jupyter\w*|hadoop|zeppelin|kaggle\w*)(?:[:/@-]|$)|public\.ecr\.aws\/lambda|apache\/|nvcr\.io\/nvidia\/(?!cuda)|(?:^|\/)(?:tensorflow\/tensorflow|rocm\/(?!dev-)[\w.-]+|lmsysorg\/[\w.-]+|[\w.-]*(?:pytorch|vllm|ascend|deepspeed)[\w.-]*)(?:[:@]|$)/i

/** Shells of which the reader of a document has one or another, as tabs and fences name them. */
export const otherShells = /^(?:powershell|pwsh|ps1|cmd|bat(?:ch)?|dos|fish|nu(?:shell)?|xonsh)\b/i

/** A manager as a label of one of several ways names it. */
export const managerWord = /\b(pip|pipx|conda|mamba|poetry|pdm|pipenv|hatch|rye|pixi|uv)\b/i

/** "via pip", "with `pip`", "using poetry": words that name what did the work, and nothing else of it. */
export const manner =
  /\b((?:via|with|using|by) [`*"']?)(pip3?|poetry|pipenv|pdm|conda)(?=[`*"']?(?:\s|[.,:;!)"'`*]|$))/gi

/** Runners that make an environment of their own for the commands of each of their sections (tox, "How tox works"). */
export const ownEnvironments: ReadonlySet<string> = new Set(['tox'])

/** Formats whose tasks share the environment of their directory: any of them may run first. */
export const taskFormats: ReadonlySet<string> = new Set([
  'package.json',
  'taskfile',
  'poe',
  'taskipy',
  'pdm',
  'rye',
  'pixi',
  'hatch',
  'mise',
  'procfile',
])
