/**
 * Attributes of nixpkgs that tell what a bare name means: which Pythons there are, and whether a name stands at the top
 * level, in the set of Python packages, or in both.
 *
 * Source: nixpkgs `pkgs/top-level/all-packages.nix`, `pkgs/by-name` and `pkgs/top-level/python-packages.nix`; that plain
 * `python3` is 3.14 in nixos-unstable, two public repositories of 2026 that quote the line.
 * Read: 2026 by hand, no commit is on record.
 * Renew: `npm run tables -- nixpkgs CHECKOUT…`, one checkout for each release in use. It places the names that stand
 * here; one more name is put into any of the lists before.
 */

/** Minor versions of Python 3 with an attribute of their own (`python3NN`), the newest first. */
export const pythonAttributes: readonly number[] = [14, 13, 12, 11, 10]

/** Minor versions that plain `python3` stands for in the releases of nixpkgs that are in use. */
export const plainPython: readonly number[] = [12, 13, 14]

/**
 * Names that only the top level of nixpkgs has, not its set of Python packages. In `with pkgs; with python3Packages;`
 * they are no Python packages.
 */
export const topLevelOnly: ReadonlySet<string> = new Set([
  ...['bash', 'bashInteractive', 'bat', 'binutils', 'buildEnv', 'bun', 'bzip2', 'cacert', 'cairo'],
  ...['callPackage', 'cargo', 'ccache', 'clang', 'clang-tools', 'coreutils', 'curl', 'direnv'],
  ...['docker', 'docker-compose', 'dockerTools', 'fd', 'fetchFromGitHub', 'fetchgit', 'fetchurl'],
  ...['ffmpeg', 'file', 'findutils', 'fontconfig', 'freetype', 'fzf', 'gcc', 'gdb', 'gettext'],
  ...['gh', 'git', 'git-lfs', 'glib', 'glibc', 'gmp', 'gnugrep', 'gnumake', 'gnused', 'go', 'gtk3'],
  ...['htop', 'icu', 'jq', 'just', 'killall', 'lib', 'libGL', 'libGLU', 'libffi', 'libiconv'],
  ...['libjpeg', 'libpng', 'libsndfile', 'libxml2', 'libxslt', 'lldb', 'llvm', 'makeWrapper'],
  ...['mkShell', 'mkShellNoCC', 'ncurses', 'nil', 'nix', 'nixfmt', 'nixpkgs-fmt', 'nodejs'],
  ...['openssh', 'openssl', 'pandoc', 'patchelf', 'pkg-config', 'pnpm', 'portaudio', 'postgresql'],
  ...['python', 'python2', 'python3', 'python310', 'python311', 'python312', 'python313'],
  ...['python314', 'readline', 'redis', 'ripgrep', 'runCommand', 'rust-analyzer', 'rustc'],
  ...['rustfmt', 'rustup', 'shellcheck', 'shfmt', 'sqlite', 'stdenv', 'stdenvNoCC', 'symlinkJoin'],
  ...['terraform', 'tmux', 'tree', 'unzip', 'watchman', 'wget', 'which', 'writeShellApplication'],
  ...['writeShellScript', 'writeShellScriptBin', 'writeText', 'xorg', 'xz', 'yarn', 'zip', 'zlib'],
  ...['zsh', 'zstd'],
])

/** Names that only the set of Python packages has. */
export const pythonOnly: ReadonlySet<string> = new Set([
  ...['accelerate', 'aiofiles', 'aiohttp', 'alembic', 'altair', 'anyio', 'apscheduler', 'arrow'],
  ...['asyncpg', 'attrs', 'autopep8', 'azure-core', 'backoff', 'beautifulsoup4', 'bokeh', 'boto3'],
  ...['botocore', 'cachetools', 'celery', 'certifi', 'cffi', 'chardet', 'charset-normalizer'],
  ...['click', 'cloudpickle', 'colorama', 'coverage', 'cryptography', 'cupy', 'cycler', 'dask'],
  ...['dataclasses-json', 'datasets', 'debugpy', 'dill', 'diskcache', 'distributed', 'django'],
  ...['dnspython', 'docopt', 'duckdb', 'einops', 'evdev', 'faker', 'fastapi', 'feedparser'],
  ...['filelock', 'fiona', 'flask', 'folium', 'fonttools', 'fsspec', 'gensim', 'geopandas'],
  ...['gevent', 'gitpython', 'google-api-core', 'greenlet', 'grpcio', 'gunicorn', 'hatchling'],
  ...['html5lib', 'httpx', 'huggingface-hub', 'hypothesis', 'icecream', 'imageio'],
  ...['importlib-metadata', 'ipdb', 'ipykernel', 'ipython', 'ipywidgets', 'itsdangerous', 'jax'],
  ...['jaxlib', 'jedi', 'jinja2', 'joblib', 'jsonschema', 'jupyterlab', 'keras', 'kiwisolver'],
  ...['langchain', 'librosa', 'lightgbm', 'lightning', 'llvmlite', 'loguru', 'lxml', 'mako'],
  ...['markdown', 'markdown-it-py', 'markupsafe', 'marshmallow', 'matplotlib', 'mlflow'],
  ...['more-itertools', 'mpi4py', 'msgpack', 'multidict', 'mypy-extensions', 'mysqlclient'],
  ...['nbconvert', 'nbformat', 'networkx', 'nltk', 'notebook', 'nptyping', 'numba', 'numpy'],
  ...['nvidia-ml-py', 'oauthlib', 'omegaconf', 'openai', 'openpyxl', 'orjson', 'packaging'],
  ...['pandas', 'paramiko', 'parso', 'pathspec', 'pendulum', 'pexpect', 'pika', 'pillow', 'pip'],
  ...['pkginfo', 'platformdirs', 'plotly', 'pluggy', 'polars', 'prettytable', 'prometheus-client'],
  ...['prompt-toolkit', 'psutil', 'psycopg', 'psycopg2', 'pulp', 'pyarrow', 'pyaudio', 'pybind11'],
  ...['pycparser', 'pycryptodome', 'pydantic', 'pydantic-settings', 'pydot', 'pygame', 'pygments'],
  ...['pyjwt', 'pylint', 'pymongo', 'pymysql', 'pynvim', 'pyopenssl', 'pyparsing', 'pyperclip'],
  ...['pyqt5', 'pyqt6', 'pyserial', 'pyside6', 'pysocks', 'pytest', 'pytest-asyncio', 'pytest-cov'],
  ...['pytest-mock', 'pytest-xdist', 'python-dateutil', 'python-dotenv', 'python-jose'],
  ...['python-lsp-server', 'python-magic', 'python-multipart', 'pytorch', 'pytz', 'pyusb'],
  ...['pyyaml', 'pyzmq', 'ray', 'redis-py', 'regex', 'requests', 'requests-oauthlib', 'rich'],
  ...['rope', 'rpyc', 'ruamel-yaml', 'safetensors', 'scikit-image', 'scikit-learn', 'scipy'],
  ...['seaborn', 'selenium', 'sentencepiece', 'sentry-sdk', 'setuptools', 'setuptools-scm'],
  ...['shapely', 'simplejson', 'six', 'sortedcontainers', 'soupsieve', 'spacy', 'sqlalchemy'],
  ...['sqlmodel', 'starlette', 'statsmodels', 'streamlit', 'sympy', 'tabulate', 'tenacity'],
  ...['tensorboard', 'tensorflow', 'termcolor', 'textual', 'threadpoolctl', 'tiktoken', 'tkinter'],
  ...['tokenizers', 'toml', 'tomli', 'tomlkit', 'toolz', 'torch', 'torchaudio', 'torchvision'],
  ...['tornado', 'tqdm', 'traitlets', 'transformers', 'trio', 'twisted', 'typer', 'types-requests'],
  ...['typing-extensions', 'tzdata', 'ujson', 'urllib3', 'uvicorn', 'uvloop', 'venvShellHook'],
  ...['virtualenv', 'wandb', 'watchdog', 'wcwidth', 'websocket-client', 'websockets', 'werkzeug'],
  ...['wheel', 'wrapt', 'xarray', 'xgboost', 'xlrd', 'xlsxwriter', 'yarl', 'zipp'],
])

/** Names that both have: Python programs, mostly. */
export const inBoth: ReadonlySet<string> = new Set([
  ...['ansible', 'ansible-lint', 'awscli2', 'bandit', 'basedpyright', 'black', 'cmake'],
  ...['codespell', 'cookiecutter', 'csvkit', 'flake8', 'gcovr', 'gdown', 'httpie', 'isort'],
  ...['jupyter', 'litecli', 'magic-wormhole', 'maturin', 'meson', 'mycli', 'ninja', 'nox', 'pgcli'],
  ...['poethepoet', 'pre-commit', 'pyright', 'ruff', 'sqlfluff', 'streamlink', 'tmuxp', 'uv'],
  ...['visidata', 'yamllint', 'yapf', 'yt-dlp'],
])
