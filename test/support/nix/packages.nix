# As much of nixpkgs as small flakes use. Every name of `names.nix` is a package: a record whose store path says what it is
# (`py` of a set of Python packages, `top` of nixpkgs itself, `env` an environment with the names of its packages, `build` what
# a builder of Python packages makes). What is made of attributes keeps them as `inside`; a shell says the names that reach it and
# the code of its hook besides.
let
  inherit (builtins) attrNames concatMap concatStringsSep elem elemAt filter foldl' functionArgs intersectAttrs isAttrs isFunction isList isString length listToAttrs map mapAttrs sort;
  known = import ./names.nix;
  lib = import ./lib.nix;
  inherit (lib) flatten unique fix;

  record = kind: name: extra:
    let self = {
      type = "derivation"; inherit name kind; pname = name; version = "1"; outPath = "/nix/store/${kind}--${name}--"; system = "x86_64-linux";
      out = self; dev = self; lib = self; bin = self; doc = self; passthru = { }; meta.mainProgram = name; path = "/nix/store/top--${name}--";
      override = changed; overrideAttrs = changed; overridePythonAttrs = changed; overrideDerivation = _: self; __functor = _: _: self;
    } // extra;
      changed = change: record kind name (extra // { inside = if isFunction change then change nothing else change; });
    in self;
  # What a package is made of, for whoever changes it.
  nothing = { dependencies = [ ]; propagatedBuildInputs = [ ]; nativeBuildInputs = [ ]; buildInputs = [ ]; passthru = { }; };
  records = kind: names: listToAttrs (map (name: { inherit name; value = record kind name { }; }) names);

  isPython = x: isAttrs x && (x.kind or "") == "py" || (x.kind or "") == "build";
  environment = python: chosen:
    let
      names = map (x: x.name) (filter isPython (flatten chosen));
      self = record "env" (concatStringsSep "+" names) { environment = chosen; inherit python; pkgs = python.pkgs; env = self; interpreter = "${self}/bin/python"; sitePackages = "lib"; };
    in if names == [ ] then python else self;

  # A set of Python packages under overlays of its own.
  setOf = python: overlay:
    let
      base = records "py" (filter (name: !(elem name known.top)) known.all) // {
        isWhole = true; inherit python lib; pkgs = pkgs; sitePackages = "lib/python3/site-packages"; stdenv = pkgs.stdenv;
        pythonAtLeast = _: true; pythonOlder = _: false; isPy3k = true; isPy27 = false; fetchPypi = _: "/src";
        makePythonPath = list: concatStringsSep ":" (map (x: "${x}/lib") list);
        buildPythonPackage = build "buildPythonPackage"; buildPythonApplication = build "buildPythonApplication";
        mkPythonMetaPackage = build "mkPythonMetaPackage"; toPythonModule = x: record "build" x.name { };
        toPythonApplication = x: record "top" x.name { };
      } // mapAttrs (name: _: record "top" name { }) (listToAttrs (map (name: { inherit name; value = null; }) (filter (name: name != "venvShellHook" && builtins.match ".*Hook" name != null || elem name [ "wrapPython" "tkinter" ]) known.all)));
      self = base // overlay self base // {
        callPackage = call (pkgs // self // { pkgs = pkgs; }); newScope = more: call (pkgs // self // more);
        overrideScope = more: setOf python (final: prev: let before = prev // overlay final prev; in overlay final prev // more final before);
      };
    in self // { pythonPackages = self; };

  build = builder: args:
    let
      given = if isFunction args then fix args else args;
      name = given.pname or given.name or builder;
    in record "build" name (removeAttrs given [ "name" "pname" "version" "src" "meta" "type" "passthru" "override" ] // (given.passthru or { }) // { inherit name; passthru = given.passthru or { }; overrideAttrs = change: let more = if isFunction change then change (nothing // given) else change; in build builder (given // more) // { inside = more; }; overridePythonAttrs = change: build builder (given // change given); });

  pythonNamed = name: overlay:
    let self = record "top" name {
      pkgs = setOf self overlay; withPackages = f: environment self (f self.pkgs); python = self;
      buildEnv.override = { extraLibs ? [ ], ... }: environment self extraLibs;
      override = { packageOverrides ? _: _: { }, ... }: pythonNamed name packageOverrides;
      interpreter = "${self}/bin/python"; executable = "python"; sitePackages = "lib"; libPrefix = "python3"; pythonVersion = "3.12"; implementation = "cpython";
      passthru = self; isPy3 = true; pythonAtLeast = _: true;
    }; in self;

  # What a maker of nixpkgs gives back: its attributes, with the lists chosen that functions choose.
  made = kind: args:
    let
      given = if isFunction args then fix args else args;
      chosen = name: value:
        if elem name [ "targetPkgs" "multiPkgs" ] && isFunction value then value pkgs
        else if elem name [ "libraries" "extraPythonPackages" "extraLibs" ] then map (x: if isString x then (pythonNamed "python3" none).pkgs.${x} else x) (if isFunction value then value (pythonNamed "python3" none).pkgs else value)
        else value;
      name = given.pname or given.name or kind;
      self = record kind name (removeAttrs given [ "type" "meta" "passthru" "override" "system" "path" ] // (given.passthru or { }) // {
        inside = mapAttrs chosen (removeAttrs given [ "meta" "passthru" "name" "pname" "version" "src" "description" "patches" "pkgs" "inputs" ]);
        overrideAttrs = change: made kind (given // (let first = if isFunction change then change given else change; in if isFunction first then first given else first));
        override = _: self; passthru = given.passthru or { }; env = self;
        names = sort (a: b: a < b) (unique (concatMap namesOf (concatMap (list: flatten (given.${list} or [ ])) lists) ++ concatMap (shell: shell.names or [ ]) (given.inputsFrom or [ ])));
        shellHook = concatStringsSep "\n" (map (shell: shell.shellHook or "") (reversed (given.inputsFrom or [ ]) ++ [ given ]));
      });
    in self;
  none = _: _: { };
  lists = [ "packages" "buildInputs" "nativeBuildInputs" "propagatedBuildInputs" "propagatedNativeBuildInputs" ];
  namesOf = x: if x == null then [ ] else if x ? environment then concatMap namesOf (flatten x.environment) else [ x.name ];
  reversed = list: map (at: elemAt list (length list - 1 - at)) (builtins.genList (at: at) (length list));
  makerOf = kind: args: made kind args;
  overridable = kind: { __functor = _: makerOf kind; override = _: makerOf kind; };
  call = set: target: args:
    let f = if builtins.isPath target || isString target then import target else target;
    in if isFunction f then f (intersectAttrs (functionArgs f) set // args) else f;
  written = name: text: made "program" { inherit name text; };

  pkgs = records "top" known.all // listToAttrs (map (name: { inherit name; value = pythonNamed name none; }) [ "python" "python2" "python27" "python3" "python39" "python310" "python311" "python312" "python313" "python314" "python3Full" "python3Minimal" "pypy3" "pypy27" "pypy310" ]) // listToAttrs (map (name: { name = "${name}Packages"; value = (pythonNamed name none).pkgs; }) [ "python" "python2" "python3" "python310" "python311" "python312" "python313" "python314" "pypy3" "pypy310" ])
    // listToAttrs (map (name: { inherit name; value = records "top" known.all // { withPackages = f: record "top" name { }; ghcWithPackages = f: record "top" name { }; pkgs = records "top" known.all // { withPackages = f: record "top" name { }; }; combine = _: record "top" name { }; }; })
      [ "nodePackages" "perlPackages" "rPackages" "haskellPackages" "vimPlugins" "emacsPackages" "cudaPackages" "linuxPackages" "perl" "texlive" "lua" "ruby" "emacs" "postgresql" "kodi" "octave" "rustPlatform" ])
    // {
      inherit lib pkgs; isWhole = true; system = "x86_64-linux"; path = "/nixpkgs";
      mkShell = overridable "shell"; mkShellNoCC = overridable "shell";
      stdenv = { mkDerivation = made "derivation"; isLinux = true; isDarwin = false; system = "x86_64-linux"; cc.cc = record "top" "gcc" { }; hostPlatform = { system = "x86_64-linux"; isLinux = true; isDarwin = false; }; };
      clangStdenv = pkgs.stdenv; stdenvNoCC = pkgs.stdenv;
      buildEnv = made "bundle"; symlinkJoin = made "bundle"; buildFHSEnv = made "fhs"; buildFHSUserEnv = made "fhs";
      writeShellApplication = made "program"; writeShellScriptBin = written; writeShellScript = written; writeScriptBin = written; writeScript = written; writeText = written;
      runCommandNoCC = pkgs.runCommand;
      runCommand = name: env: command: made "derivation" (env // { inherit name command; });
      dockerTools = { buildImage = made "image"; buildLayeredImage = made "image"; streamLayeredImage = made "image"; };
      writers = { writePython3 = name: args: text: made "program" (args // { inherit name text; }); writePython3Bin = name: args: text: made "program" (args // { inherit name text; }); writeBashBin = written; };
      devshell.mkShell = made "shell";
      newScope = more: call (pkgs // more);
      callPackage = call pkgs; callPackages = call pkgs;
      fetchFromGitHub = _: "/src"; fetchPypi = _: "/src"; fetchurl = _: "/src";
      pythonPackagesExtensions = [ ];
      extend = overlay: under [ overlay ];
    };
  # An overlay sees the set that all of them make; sets of Python packages get the extensions that it names.
  under = overlays:
    let
      final = foldl' (before: overlay: before // overlay final before) pkgs overlays;
      extension = new: old: foldl' (all: one: all // one new (old // all)) { } final.pythonPackagesExtensions;
      pythons = listToAttrs (concatMap (name: [ { inherit name; value = pythonNamed name extension; } { name = "${name}Packages"; value = (pythonNamed name extension).pkgs; } ]) [ "python3" "python311" "python312" "python313" ]);
      own = if final.pythonPackagesExtensions == [ ] then { } else pythons;
    in final // own // { callPackage = call (final // own); pkgs = final // own; };
in
{ system ? "x86_64-linux", overlays ? [ ], config ? { }, ... }: if overlays == [ ] then pkgs else under overlays
