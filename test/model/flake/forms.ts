/** One piece of Nix code; `⟦…⟧` marks every expression that is judged, `builds` of them as builds. */
export interface Form {
  readonly title: string
  readonly path: string
  readonly code: string
  readonly builds: number
}

/** Every form in which Python packages enter Nix code. */
export const forms: readonly Form[] = [
  {
    title: '1. Attribute of a versioned set',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell { buildInputs = [ ⟦pkgs.python311Packages.numpy⟧ ]; }
`,
  },
  {
    title: '2. Interp.pkgs.x',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell { packages = [ ⟦pkgs.python3.pkgs.requests⟧ ]; }
`,
  },
  {
    title: '3. with over the set',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell { buildInputs = with pkgs.python3Packages; [ ⟦numpy scipy⟧ ]; }
`,
  },
  {
    title: '4. Nested with pkgs; with python3Packages;',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell {
  buildInputs = with pkgs; with python3Packages; [ cmake zlib ⟦numpy⟧ ];
}
`,
  },
  {
    title: '5. with pkgs; [ python3Packages.x ]',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell { packages = with pkgs; [ uv ⟦python3Packages.numpy⟧ python3Packages.python ]; }
`,
  },
  {
    title: '6. inherit from the set',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }:
let inherit (pkgs.python3Packages) ⟦numpy scipy⟧;
in pkgs.mkShell { packages = [ numpy scipy ]; }
`,
  },
  {
    title: '7. attrValues { inherit (..) ..; }',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell {
  packages = builtins.attrValues { inherit (pkgs.python3Packages) python ⟦black mypy⟧; };
}
`,
  },
  {
    title: '8. Alias chains by let, rec, formals',
    path: 'shell.nix',
    builds: 0,
    code: `{ nixpkgs, system }:
let
  pkgs = nixpkgs.legacyPackages.\${system};
  py = pkgs.python312;
  pyp = py.pkgs;
  deps = [ ⟦pyp.numpy⟧ ];
in pkgs.mkShell { buildInputs = [ py ] ++ deps; }
`,
  },
  {
    title: '9. callPackage formals',
    path: 'shell.nix',
    builds: 0,
    code: `{ lib, mkShell, python3, python3Packages, zlib }:
mkShell { packages = [ python3 ⟦python3Packages.numpy⟧ zlib ]; }
`,
  },
  {
    title: '10. Formals that *are* packages (python3Packages.callPackage)',
    path: 'shell.nix',
    builds: 1,
    code: `{ buildPythonPackage, hatchling, numpy, opencv4 }:
⟦buildPythonPackage { pname = "x"; version = "1"; src = ./.; build-system = [ hatchling ]; dependencies = [ numpy opencv4 ]; }⟧
`,
  },
  {
    title: '11. Quoted, dynamic and computed attribute paths',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs, lib, ver ? "311" }:
pkgs.mkShell {
  packages = [
    ⟦pkgs."python3Packages".numpy⟧
    ⟦pkgs."python\${ver}Packages".scipy⟧
    ⟦(builtins.getAttr "python3Packages" pkgs).pandas⟧
    (⟦lib.getAttrFromPath [ "python3Packages" "torch" ] pkgs⟧)
    (⟦lib.attrByPath [ "python3Packages" "h5py" ] null pkgs⟧)
  ];
}
`,
  },
  {
    title: '12. map over names',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell { packages = map (n: ⟦pkgs.python3Packages.\${n}⟧) [ "numpy" "scipy" ]; }
`,
  },
  {
    title: '13. or default, assert, let in place',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell {
  packages = [ (⟦pkgs.python3Packages.evlib or pkgs.python3Packages.numpy⟧) ];
}
`,
  },
  {
    title: '14. withPackages, all lambda spellings',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs, lib, cuda ? false }:
let pyList = p: with p; [ numpy ];
in {
  a = ⟦pkgs.python3.withPackages (ps: [ ps.numpy ])⟧;
  b = ⟦pkgs.python3.withPackages (ps: with ps; [ numpy ] ++ lib.optionals cuda [ torch ])⟧;
  c = ⟦pkgs.python3.withPackages ({ numpy, scipy, ... }: [ numpy scipy ])⟧;
  d = ⟦pkgs.python3.withPackages pyList⟧;
  e = ⟦pkgs.python3.withPackages (import ./python-packages.nix)⟧;
  f = pkgs.python3.withPackages (_: [ ]);
  g = ⟦pkgs.python3.withPackages (ps: builtins.attrValues { inherit (ps) numpy; })⟧;
  h = (pkgs.python3.override { x11Support = true; }).withPackages (ps: [ ps.tkinter ]);
}
`,
  },
  {
    title: '15. python3.buildEnv',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: ⟦pkgs.python3.buildEnv.override { extraLibs = [ pkgs.python3Packages.numpy ]; ignoreCollisions = true; }⟧
`,
  },
  {
    title: '16. Environment used inside a string',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.writeShellScriptBin "play" ''
  exec \${⟦pkgs.python3.withPackages (ps: [ ps.numpy ])⟧}/bin/python \${./play.py} "$@"
''
`,
  },
  {
    title: '17. buildPythonPackage / buildPythonApplication',
    path: 'shell.nix',
    builds: 1,
    code: `{ pkgs }:
let
  detector = ⟦pkgs.python3Packages.buildPythonPackage {
    pname = "detector"; version = "0.4.0"; pyproject = true; src = ./.;
    build-system = with pkgs.python3Packages; [ hatchling ];
    dependencies = with pkgs.python3Packages; [ numpy ];
  }⟧;
in detector
`,
  },
  {
    title: '18. Builder by alias, curried, with rec, finalAttrs',
    path: 'shell.nix',
    builds: 1,
    code: `{ pkgs }:
let inherit (pkgs.python3.pkgs) buildPythonApplication fetchPypi;
in ⟦buildPythonApplication (finalAttrs: { pname = "t"; version = "1"; src = fetchPypi { inherit (finalAttrs) pname version; hash = ""; }; })⟧
`,
  },
  {
    title: '19. In-line wheel or sdist in a dependency list',
    path: 'shell.nix',
    builds: 1,
    code: `{ pkgs }: with pkgs.python3Packages; [
  ⟦numpy⟧
  (⟦buildPythonPackage rec { pname = "evlib"; version = "0.1.0"; format = "wheel"; src = fetchPypi { inherit pname version; sha256 = ""; }; }⟧)
]
`,
  },
  {
    title: '20. callPackage of a Python package file',
    path: 'shell.nix',
    builds: 1,
    code: `{ pkgs }: { tool = ⟦pkgs.python3Packages.callPackage ./tool.nix { }⟧; other = pkgs.callPackage ./other.nix { python = pkgs.python3; }; }
`,
  },
  {
    title: '21. toPythonApplication / toPythonModule',
    path: 'shell.nix',
    builds: 1,
    code: `{ pkgs }: { json5 = pkgs.python3Packages.toPythonApplication pkgs.python3Packages.json5; cv = ⟦pkgs.python3Packages.toPythonModule (pkgs.opencv4.override { enablePython = true; })⟧; }
`,
  },
  {
    title: '22. mkDerivation with Python inputs',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.stdenv.mkDerivation { name = "docs"; src = ./docs; nativeBuildInputs = [ ⟦pkgs.python3Packages.sphinx⟧ pkgs.python3 ]; buildPhase = "make html"; }
`,
  },
  {
    title: '23. stdenv-level Python hooks',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.stdenv.mkDerivation { name = "x"; src = ./.; nativeBuildInputs = [ pkgs.python3Packages.wrapPython pkgs.makeWrapper ]; pythonPath = [ ⟦pkgs.python3Packages.pyyaml⟧ ]; }
`,
  },
  {
    title: '24. Writers with libraries',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: {
  a = pkgs.writers.writePython3 "a" { libraries = [ ⟦pkgs.python3Packages.pyyaml⟧ ]; } "import yaml";
  b = pkgs.writers.writePython3Bin "b" { } "print(1)";
}
`,
  },
  {
    title: '25. Docker images and bundles',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.dockerTools.buildLayeredImage { name = "app"; contents = [ (⟦pkgs.python3.withPackages (ps: [ ps.flask ])⟧) pkgs.bash ]; }
`,
  },
  {
    title: '26. packageOverrides',
    path: 'shell.nix',
    builds: 1,
    code: `{ pkgs }: ⟦pkgs.python3.override { packageOverrides = final: prev: { numpy = prev.numpy.overridePythonAttrs (o: { doCheck = false; }); }; }⟧
`,
  },
  {
    title: '27. pythonPackagesExtensions',
    path: 'shell.nix',
    builds: 1,
    code: `final: prev: { pythonPackagesExtensions = prev.pythonPackagesExtensions ++ [ (⟦pyfinal: pyprev: { evlib = pyprev.evlib.overridePythonAttrs { doCheck = false; }; }⟧) ]; }
`,
  },
  {
    title: '28. Overlay on the set',
    path: 'shell.nix',
    builds: 1,
    code: `self: super: {
  python3Packages = ⟦super.python3Packages.overrideScope (pself: psuper: { foo = pself.callPackage ./foo.nix { }; })⟧;
  python311 = super.python311.override { packageOverrides = _: _: { }; self = self.python311; };
}
`,
  },
  {
    title: '29. PySet // { .. } and overridePythonAttrs',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: let ps = pkgs.python3Packages // { mine = 1; }; in [ (⟦pkgs.python3Packages.torch.override { cudaSupport = true; }⟧) ⟦ps.numpy⟧ ]
`,
  },
  {
    title: '30. poetry2nix',
    path: 'shell.nix',
    builds: 3,
    code: `{ poetry2nix, pkgs }: { app = ⟦poetry2nix.mkPoetryApplication { projectDir = ./.; }⟧; env = ⟦poetry2nix.mkPoetryEnv { projectDir = ./.; editablePackageSources = { }; }⟧; lib = ⟦(pkgs.callPackage poetry2nix { }).mkPoetryPackages { projectDir = ./.; }⟧; }
`,
  },
  {
    title: '31. mach-nix, dream2nix, pip2nix, pypi2nix, jupyenv/jupyterWith',
    path: 'shell.nix',
    builds: 1,
    code: `{ mach-nix, system }: ⟦mach-nix.lib.\${system}.mkPythonShell { requirements = "numpy"; }⟧
`,
  },
  {
    title: '32. pyproject.nix renderers',
    path: 'shell.nix',
    builds: 0,
    code: `{ pyproject-nix, pkgs }:
let
  project = pyproject-nix.lib.project.loadPyproject { projectRoot = ./.; };
  arg = project.renderers.withPackages { python = pkgs.python3; };
in pkgs.mkShell { packages = [ (⟦pkgs.python3.withPackages arg⟧) ]; }
`,
  },
  {
    title: '33. uv2nix / pyproject.nix virtual environments',
    path: 'shell.nix',
    builds: 1,
    code: `{ uv2nix, pyproject-nix, pyproject-build-systems, pkgs, lib }:
let
  workspace = uv2nix.lib.workspace.loadWorkspace { workspaceRoot = ./.; };
  overlay = workspace.mkPyprojectOverlay { sourcePreference = "wheel"; };
  pythonSet = (pkgs.callPackage pyproject-nix.build.packages { python = pkgs.python312; }).overrideScope
    (lib.composeManyExtensions [ pyproject-build-systems.overlays.default overlay ]);
  venv = ⟦pythonSet.mkVirtualEnv "dev-env" workspace.deps.all⟧;
in pkgs.mkShell { packages = [ venv pkgs.uv ]; env.UV_NO_SYNC = "1"; }
`,
  },
  {
    title: '34. PEP 723 scripts through uv2nix',
    path: 'shell.nix',
    builds: 1,
    code: `{ script, pythonSet, pkgs }: pkgs.writeScript script.name (script.renderScript { venv = ⟦script.mkVirtualEnv { inherit pythonSet; }⟧; })
`,
  },
  {
    title: '35. devenv languages.python',
    path: 'devenv.nix',
    builds: 0,
    code: `{ pkgs, config, ... }: {
  languages.python.enable = true;                                         # no
  languages.python.version = "3.11";                                      # no (interpreter)
  languages.python.uv.enable = true;                                      # no
  languages.python.uv.sync.enable = true;                                 # no
  languages.python.libraries = [ pkgs.zlib ];                             # no (native)
  languages.python.venv.enable = true;                                    # debatable (pip venv unless uv.enable)
  ⟦languages.python.venv.requirements⟧ = "numpy";                           # yes (installed by pip, or uv pip)
  ⟦languages.python.poetry.enable⟧ = true;                                  # yes
  languages.python.package = ⟦pkgs.python3.withPackages (ps: [ ps.numpy ])⟧; # yes
  packages = [ ⟦config.languages.python.package.pkgs.pjsua2⟧ ];             # yes
}
`,
  },
  {
    title: '36. Other options that take Python packages',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs, ... }: {
  programs.neovim.extraPython3Packages = ps: [ ps.pynvim ];
  services.jupyter.kernels.py.argv = [ "\${pkgs.python3.withPackages (p: [ p.ipykernel ])}/bin/python" ];
  home.packages = [ pkgs.python3Packages.ipython ];
  programs.poetry.enable = true;
  programs.uv.enable = true;
}
`,
  },
  {
    title: '37. venvShellHook',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell {
  venvDir = ".venv";
  packages = [ pkgs.python3 ⟦pkgs.python3Packages.venvShellHook⟧ ];
  postVenvCreation = "pip install -r requirements.txt";
}
`,
  },
  {
    title: '38. shellHook that makes a venv or runs pip/poetry/conda',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell {
  packages = [ pkgs.python3 ];
  shellHook = ''
    test -d .venv || \${pkgs.python3}/bin/python -m venv .venv
    source .venv/bin/activate
    \${⟦pkgs.python3Packages.pip⟧}/bin/pip install -e .
  '';
}
`,
  },
  {
    title: '39. PYTHONPATH from the store',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell {
  PYTHONPATH = "\${⟦pkgs.python3Packages.numpy⟧}/\${pkgs.python3.sitePackages}";
  env.NIX_PYTHONPATH = pkgs.python3Packages.makePythonPath [ ⟦pkgs.python3Packages.numpy⟧ ];
}
`,
  },
  {
    title: '40. Foreign managers as packages',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: pkgs.mkShell { packages = [ ⟦pkgs.poetry⟧ ⟦pkgs.pipenv⟧ ⟦pkgs.pdm⟧ ⟦pkgs.micromamba⟧ ⟦pkgs.virtualenv⟧ ⟦pkgs.pipx⟧ ⟦pkgs.python3Packages.pip⟧ pkgs.uv ]; }
`,
  },
  {
    title: '41. FHS environments for conda/pip',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: (pkgs.buildFHSEnv { name = "conda"; targetPkgs = p: [ ⟦p.micromamba⟧ p.python3 ]; runScript = "bash"; profile = "eval \\"$(micromamba shell hook -s bash)\\""; }).env
`,
  },
  {
    title: '42. inputsFrom, re-exports',
    path: 'flake.nix',
    builds: 0,
    code: `{
  outputs = { self, nixpkgs }:
    let pkgs = nixpkgs.legacyPackages.\${system}; system = "x86_64-linux";
    in {
      packages.\${system}.default = ⟦pkgs.python3.withPackages (ps: [ ps.numpy ])⟧;
      devShells.\${system}.default = pkgs.mkShell { inputsFrom = [ self.packages.\${system}.default ]; packages = [ pkgs.uv ]; };
    };
}
`,
  },
  {
    title: '43. Per-system helpers and functions that return shells',
    path: 'flake.nix',
    builds: 0,
    code: `{ outputs = { self, nixpkgs, flake-utils }:
flake-utils.lib.eachDefaultSystem (system:
  let pkgs = import nixpkgs { inherit system; overlays = [ ]; };
      mk = py: pkgs.mkShell { packages = [ py ⟦py.pkgs.pytest⟧ ]; };
  in { devShells = { default = mk pkgs.python311; next = mk pkgs.python312; }; }); }
`,
  },
  {
    title: '44. mkShell variants',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs }: (pkgs.mkShell.override { stdenv = pkgs.clangStdenv; } { packages = [ pkgs.uv ]; }).overrideAttrs (old: { buildInputs = (old.buildInputs or [ ]) ++ [ ⟦pkgs.python3Packages.numpy⟧ ]; })
`,
  },
  {
    title: '45. Conditional and merged attribute sets',
    path: 'shell.nix',
    builds: 0,
    code: `{ pkgs, lib }: pkgs.mkShell ({ packages = [ pkgs.uv ]; } // lib.optionalAttrs pkgs.stdenv.isLinux { buildInputs = lib.optionals true [ ⟦pkgs.python3Packages.numpy⟧ ]; } // (if true then { nativeBuildInputs = [ ⟦pkgs.python3.pkgs.scipy⟧ ]; } else { }))
`,
  },
  {
    title: '46. Legacy and stray files',
    path: 'shell.nix',
    builds: 0,
    code: `with import <nixpkgs> { };
(⟦python3.withPackages (ps: with ps; [ requests ])⟧).env
`,
  },
]
