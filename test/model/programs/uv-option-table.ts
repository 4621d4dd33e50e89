/**
 * The options of uv 0.12, hidden ones included: name, shared groups, options with a value, flags. Read from the `Args`
 * structs of `uv-cli/src/lib.rs`, `uv-cli/src/compat.rs` and `uv-cache/src/cli.rs`. Capitals name groups.
 */
export const uvOptionTable = `
TOP | CACHE GLOBAL | --config-file | --no-config -h --help -V --version
GLOBAL | | --python-preference --python-fetch --color --allow-insecure-host --trusted-host --preview-features --preview-feature --directory --project | --managed-python --no-managed-python --allow-python-downloads --no-python-downloads -q --quiet -v --verbose --no-color --native-tls --no-native-tls --system-certs --no-system-certs --offline --no-offline --preview --no-preview --isolated --show-settings --no-progress --no-installer-metadata
CACHE | | --cache-dir | -n --no-cache --no-cache-dir
IDX | | --index --default-index -i --index-url --extra-index-url -f --find-links | --no-index
REG | | --index-strategy --keyring-provider |
VSEL | | --resolution --prerelease --prerelease-package --fork-strategy | --pre
SRC | | --no-sources-package | --no-sources
BLD | | --no-build-package --no-binary-package | --no-build --build --no-binary --binary
ISO | | | --no-build-isolation --build-isolation
PISO | ISO | --no-build-isolation-package |
REI | | --reinstall-package | --reinstall --force-reinstall --no-reinstall
CBC | | | --compile-bytecode --compile --no-compile-bytecode --no-compile
REF | | --refresh-package | --refresh --no-refresh
HASH | | | --require-hashes --no-require-hashes --verify-hashes --no-verify-hashes
XN | | --exclude-newer |
PXN | XN | --exclude-newer-package |
DEPG | | --group --no-group --only-group | --dev --no-dev --only-dev --no-default-groups --all-groups
INST | IDX REI REG ISO PXN CBC SRC | -C --config-setting --config-settings --config-settings-package --link-mode |
RES | IDX REG VSEL PISO PXN SRC | -P --upgrade-package --upgrade-group -C --config-setting --config-settings --config-settings-package --link-mode | -U --upgrade --no-upgrade
RESI | IDX REI REG VSEL PISO PXN CBC SRC | -P --upgrade-package --upgrade-group -C --config-setting --config-settings --config-settings-package --link-mode | -U --upgrade --no-upgrade
FETCH | IDX REG PXN | |
TREE | | -d --depth --prune --package | --no-dedupe --invert --reverse --outdated --show-sizes
AUDC | | --output-format --ignore --ignore-until-fixed --service-format --service-url |
run | DEPG RESI BLD REF | --extra --no-extra --no-editable-package --env-file -w --with --with-editable --with-requirements --package -p --python --max-recursion-depth --python-platform | --all-extras --no-all-extras -m --module --editable --no-editable --inexact --no-exact --exact --no-env-file --isolated --active --no-active --no-sync --locked --frozen -s --script --gui-script --all-packages --no-project --no_workspace --show-resolution
tool run | RESI BLD REF | --from -w --with --with-editable --with-requirements -c --constraints --constraint -b --build-constraints --build-constraint --overrides --override --env-file -p --python --python-platform --torch-backend --generate-shell-completion | --isolated --no-env-file --lfs --show-resolution
uvx | tool_run | | -V --version
add | RESI BLD REF | -r --requirements --requirement -c --constraints --constraint -m --marker --optional --group --no-editable-package --bounds --rev --tag --branch --extra --package --script -p --python --no-install-package --only-install-package | --dev --editable --no-editable --raw --raw-sources --lfs --no-sync --locked --frozen --active --no-active --workspace --no-workspace --no-install-project --only-install-project --no-install-workspace --only-install-workspace --no-install-local --only-install-local
remove | RESI BLD REF | --optional --group --package --script -p --python | --dev --no-sync --active --no-active --locked --frozen
sync | DEPG RESI BLD REF | --extra --output-format --no-extra --no-editable-package --no-install-package --only-install-package --package --script -p --python --python-platform | --all-extras --no-all-extras --editable --no-editable --inexact --no-exact --exact --active --no-active --no-install-project --only-install-project --no-install-workspace --only-install-workspace --no-install-local --only-install-local --locked --frozen --dry-run --all-packages --check --no-check
lock | RES BLD REF | --script -p --python | --check --locked --check-exists --frozen --dry-run
build | HASH RES BLD REF | --package -o --out-dir -b --build-constraints --build-constraint -p --python | --all-packages --all --sdist --wheel --list --build-logs --no-build-logs --force-pep517 --clear --create-gitignore --no-create-gitignore
venv | IDX REG PXN REF | -p --python --prompt --link-mode | --system --no-system --no-project --no-workspace --seed -c --clear --force --no-clear --allow-existing --system-site-packages --relocatable --no-relocatable --no-seed --no-pip --no-setuptools --no-wheel
init | | --name --description --vcs --build-backend --author-from -p --python | --bare --virtual --package --no-package --app --application --lib --library --script --no-description --backend --no-readme --no-pin-python --pin-python --no-workspace --no-project
version | RESI BLD REF | --bump --output-format --package -p --python | --dry-run --short --no-sync --active --no-active --locked --frozen
tree | TREE DEPG BLD RES | --format --script --python-version --python-platform -p --python | --universal --locked --frozen
export | DEPG RES BLD REF | --format --package --prune --extra --no-extra --no-editable-package -o --output-file --no-emit-package --no-install-package --only-emit-package --only-install-package --script -p --python | --all-packages --all-extras --no-all-extras --no-annotate --annotate --no-header --header --emit-index-url --no-emit-index-url --emit-find-links --no-emit-find-links --editable --no-editable --hashes --no-hashes --no-emit-project --no-install-project --only-emit-project --only-install-project --no-emit-workspace --no-install-workspace --only-emit-workspace --only-install-workspace --no-emit-local --no-install-local --only-emit-local --only-install-local --locked --frozen
format | | --version --exclude-newer | --check --diff --no-project --show-version
check | DEPG RESI BLD REF | --package --script --extra --no-extra -p --python --ty-version | --fix --all-packages --all-extras --no-all-extras --locked --frozen --no-sync --no-install-project --isolated --show-version --show-command --no-project
audit | AUDC BLD RES | --no-extra --no-group --only-group --script --python-version --python-platform | --no-dev --no-default-groups --only-dev --locked --frozen
publish | | --index -u --username -p --password -t --token --trusted-publishing --keyring-provider --publish-url --check-url | --skip-existing --dry-run --no-attestations --direct
tool install | RESI BLD REF | --from -w --with --with-requirements --with-editable --with-executables-from -c --constraints --constraint --overrides --override --excludes --exclude -b --build-constraints --build-constraint -p --python --python-platform --torch-backend | -e --editable --force --lfs
tool upgrade | IDX REI REG VSEL PISO PXN CBC SRC BLD | -p --python --python-platform -P --upgrade-package --upgrade-group -C --config-setting --config-settings --config-setting-package --config-settings-package --link-mode | --all -U --upgrade
tool list | PXN | --python-preference | --show-paths --show-version-specifiers --show-with --show-extras --show-python --outdated --no-outdated --no-python-downloads
tool uninstall | | | --all
tool dir | | | --bin
pip compile | RES REF | -c --constraints --constraint --overrides --override --excludes --exclude -b --build-constraints --build-constraint --extra --group -o --output-file --format --annotation-style --custom-compile-command -p --python --no-binary --only-binary --python-version --python-platform --no-emit-package --unsafe-package --torch-backend --resolver --max-rounds --client-cert --config --pip-args | --all-extras --no-all-extras --no-deps --deps --no-strip-extras --strip-extras --no-strip-markers --strip-markers --no-annotate --annotate --no-header --header --system --no-system --generate-hashes --no-generate-hashes --no-build --build --universal --no-universal --emit-index-url --no-emit-index-url --emit-find-links --no-emit-find-links --emit-build-options --no-emit-build-options --emit-marker-expression --no-emit-marker-expression --emit-index-annotation --no-emit-index-annotation --allow-unsafe --no-allow-unsafe --reuse-hashes --no-reuse-hashes --emit-trusted-host --no-emit-trusted-host --no-config --emit-options --no-emit-options
pip sync | INST REF HASH | -c --constraints --constraint -b --build-constraints --build-constraint --extra --group -p --python -t --target --prefix --no-binary --only-binary --python-version --python-platform --torch-backend --python-executable --client-cert --config --pip-args | --all-extras --no-all-extras --system --no-system --break-system-packages --no-break-system-packages --no-build --build --allow-empty-requirements --no-allow-empty-requirements --strict --no-strict --dry-run -a --ask --user --no-config
pip install | RESI REF HASH | -r --requirements --requirement -e --editable --no-editable-package -c --constraints --constraint --overrides --override --excludes --exclude -b --build-constraints --build-constraint --extra --group -p --python -t --target --prefix --no-binary --only-binary --python-version --python-platform --torch-backend | --no-editable --all-extras --no-all-extras --no-deps --deps --system --no-system --break-system-packages --no-break-system-packages --no-build --build --inexact --no-exact --exact --strict --no-strict --dry-run --disable-pip-version-check --user
pip uninstall | | -r --requirements --requirement -p --python --keyring-provider -t --target --prefix | --system --no-system --break-system-packages --no-break-system-packages --dry-run -y --yes --disable-pip-version-check
pip freeze | | --exclude -p --python --path -t --target --prefix | --exclude-editable --strict --no-strict --system --no-system --disable-pip-version-check
pip list | FETCH | --exclude --format -p --python -t --target --prefix | -e --editable --exclude-editable --outdated --no-outdated --strict --no-strict --system --no-system --disable-pip-version-check
pip check | | -p --python --python-version --python-platform | --system --no-system
pip show | | -p --python -t --target --prefix | --strict --no-strict -f --files --system --no-system --disable-pip-version-check
pip tree | TREE FETCH | -p --python | --show-version-specifiers --strict --no-strict --system --no-system --disable-pip-version-check
python list | | --output-format --python-downloads-json-url | --all-versions --all-platforms --all-arches --all_architectures --only-installed --only-downloads --show-urls
python install | CBC | -i --install-dir --mirror --pypy-mirror --python-downloads-json-url | --bin --no-bin --registry --no-registry -r --reinstall -f --force -U --upgrade --default
python upgrade | CBC | -i --install-dir --mirror --pypy-mirror --python-downloads-json-url | -r --reinstall
python uninstall | | -i --install-dir | --all
python find | | --script --python-downloads-json-url | --no-project --no_workspace --system --no-system --show-version --resolve-links
python pin | | --python-downloads-json-url | --resolved --no-resolved --no-project --no-workspace --global --rm
python dir | | | --bin
workspace metadata | RES BLD REF | --script -p --python | --locked --frozen --dry-run --sync --exact --active
workspace dir | | --package |
workspace list | | | --paths --scripts
`
