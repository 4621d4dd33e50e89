/**
 * What packages of nixpkgs are called on PyPI, and which of them are Python libraries or applications.
 *
 * Source: nixpkgs `pkgs/top-level/python-packages.nix` with the `pname` of each package, and PyPI.
 * Read: 2026, no commit is on record.
 * Renew: by hand.
 */

/** PyPI's name of a package that nixpkgs names otherwise. nixpkgs' name is the key. */
const pypiNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    absl: 'absl-py',
    discordpy: 'discord.py',
    faiss: 'faiss-cpu',
    gst: 'gst-python',
    'jaxlib-bin': 'jaxlib',
    kafka: 'kafka-python',
    ldap: 'python-ldap',
    magic: 'python-magic',
    memcached: 'python-memcached',
    'mysql-connector': 'mysql-connector-python',
    opencv: 'opencv-python',
    opencv3: 'opencv-python',
    opencv4: 'opencv-python',
    opencv4Full: 'opencv-contrib-python',
    pycrypto: 'pycryptodome',
    pygobject3: 'PyGObject',
    pytorch: 'torch',
    pytorchWithCuda: 'torch',
    'pytorch-bin': 'torch',
    'torch-bin': 'torch',
    torchWithCuda: 'torch',
    torchWithRocm: 'torch',
    'torchvision-bin': 'torchvision',
    'torchaudio-bin': 'torchaudio',
    'triton-bin': 'triton',
    scikitimage: 'scikit-image',
    scikitlearn: 'scikit-learn',
    tensorflowWithCuda: 'tensorflow',
    'tensorflow-bin': 'tensorflow',
    tensorflowWithoutCuda: 'tensorflow',
  }),
)

/** What the package is called on PyPI, normalised as uv writes it. */
export function pypiName(name: string): string {
  // nixpkgs writes a version that it keeps beside the newest behind an underscore; a few names have it right behind them.
  const plain = name
    .replace(/^(django|pydantic|sqlalchemy|protobuf|wxpython)\d[\d_]*$/i, '$1')
    .replace(/(?:_\d{1,20}){1,10}$/, '')
  return (pypiNames.get(plain) ?? plain).toLowerCase().replace(/[-_.]+/g, '-')
}

/** Parts of Python's standard library that nixpkgs ships apart; PyPI has no such package. */
export const standardLibrary: ReadonlySet<string> = new Set(['tkinter'])

/**
 * Applications that the top level of nixpkgs has under the same name, so that they need not come from the set of Python
 * packages. Checkers that import the project (mypy, pylint, sphinx) are better as development dependencies.
 */
export const topLevelApplications: ReadonlySet<string> = new Set(
  `ansible ansible-lint awscli2 basedpyright bandit black cmake codespell cookiecutter csvkit flake8 gcovr gdown httpie
isort jupyter litecli magic-wormhole maturin meson mycli ninja nox pgcli poethepoet pre-commit pyright ruff sqlfluff
streamlink tmuxp uv visidata yamllint yapf yt-dlp`.split(/\s+/),
)

const libraries: ReadonlySet<string> = new Set(
  `accelerate aiofiles aiohttp alembic altair anyio apscheduler arrow asyncpg attrs autopep8 azure-core backoff beautifulsoup4
bokeh boto3 botocore cachetools celery certifi cffi charset-normalizer chardet click cloudpickle colorama coverage
cryptography cupy cycler dask dataclasses-json datasets debugpy dill diskcache distributed django dnspython docopt duckdb
einops evdev faker fastapi feedparser filelock fiona flask folium fonttools fsspec gensim geopandas gevent gitpython
google-api-core greenlet grpcio gunicorn hatchling html5lib httpx huggingface-hub hypothesis icecream imageio importlib-metadata
ipdb ipykernel ipython ipywidgets itsdangerous jax jaxlib jedi jinja2 joblib jsonschema jupyterlab keras kiwisolver langchain
librosa lightgbm lightning llvmlite loguru lxml mako markdown markdown-it-py markupsafe marshmallow matplotlib mlflow more-itertools
mpi4py msgpack multidict mypy-extensions mysqlclient nbconvert nbformat networkx nltk notebook nptyping numba numpy nvidia-ml-py
oauthlib omegaconf openai openpyxl orjson packaging pandas paramiko parso pathspec pendulum pexpect pillow pika pip pkginfo
platformdirs plotly pluggy polars prettytable prometheus-client prompt-toolkit psutil psycopg psycopg2 pulp pyarrow pyaudio
pybind11 pycparser pycryptodome pydantic pydantic-settings pydot pygame pygments pyjwt pylint pymongo pymysql pynvim
pyopenssl pyparsing pyperclip pyqt5 pyqt6 pyserial pyside6 pysocks pytest pytest-asyncio pytest-cov pytest-mock pytest-xdist
python-dateutil python-dotenv python-jose python-lsp-server python-magic python-multipart pytorch pytz pyusb pyyaml pyzmq
ray redis-py regex requests requests-oauthlib rich rope rpyc ruamel-yaml safetensors scikit-image scikit-learn scipy seaborn
selenium sentencepiece sentry-sdk setuptools setuptools-scm shapely simplejson six sortedcontainers soupsieve spacy sqlalchemy
sqlmodel starlette statsmodels streamlit sympy tabulate tenacity tensorboard tensorflow termcolor textual threadpoolctl tiktoken
tkinter tokenizers toml tomli tomlkit toolz torch torchaudio torchvision tornado tqdm traitlets transformers trio twisted typer
types-requests typing-extensions venvShellHook tzdata ujson urllib3 uvicorn uvloop virtualenv wandb watchdog wcwidth websocket-client
websockets werkzeug wheel wrapt xarray xgboost xlrd xlsxwriter yarl zipp`.split(/\s+/),
)

/** Whether a name surely means a Python library, so that it cannot be a program or library of nixpkgs' top level. */
export function isPythonLibrary(name: string): boolean {
  return (
    libraries.has(name) ||
    /^(pytest|django|flask|sphinx|jupyter|types|python|torch|tensorflow|scikit|pandas|numpy)-/.test(name)
  )
}
