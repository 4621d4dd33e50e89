# As much of nixpkgs as small shells use: every package is a record that says where it is from. A shell is the list of the
# Python packages that reach it, sorted.
let
  inherit (builtins) attrNames attrValues concatLists concatMap elem filter foldl' isAttrs isList listToAttrs map sort;
  records = from: names: listToAttrs (map (name: { inherit name; value = { inherit from name; }; }) names);
  flatten = x: if isList x then concatMap flatten x else [ x ];
  python = { from = "top"; name = "python3"; pkgs = pythonSet; withPackages = f: { environment = f pythonSet; }; override = _: python; };
  pythonSet = records "python" [ "numpy" "scipy" "pandas" "requests" "torch" "h5py" "flask" "black" "mypy" "opencv4" "cmake" "pip" "gunicorn" "pytest" "tkinter" ] // { inherit python; };
  found = x: if x ? environment then concatMap found (flatten x.environment) else if x ? inside then x.inside else if (x.from or "") == "python" then [ x.name ] else [ ];
  unique = foldl' (all: x: if elem x all then all else all ++ [ x ]) [ ];
  lists = [ "packages" "buildInputs" "nativeBuildInputs" "propagatedBuildInputs" "propagatedNativeBuildInputs" "inputsFrom" ];
  mkShell = args: { inside = unique (sort (a: b: a < b) (concatMap found (concatMap (name: flatten (args.${name} or [ ])) lists))); };
  lib = {
    inherit flatten concatLists concatMap unique;
    optional = c: x: if c then [ x ] else [ ];
    optionals = c: x: if c then x else [ ];
    remove = x: filter (y: y != x);
    attrVals = names: set: map (name: set.${name}) names;
    getAttrFromPath = path: set: foldl' (at: name: at.${name}) set path;
    attrByPath = path: _: set: foldl' (at: name: at.${name}) set path;
  };
  pkgs = records "top" [ "zlib" "uv" "git" "cmake" "ruff" "jq" "gcc" "opencv4" "hdf5" "pre-commit" "mypy" ] // {
    inherit lib mkShell;
    mkShellNoCC = mkShell;
    python3 = python;
    python311 = python;
    python312 = python;
    python3Packages = pythonSet;
    python311Packages = pythonSet;
    python312Packages = pythonSet;
  };
in
shell:
let
  known = { inherit pkgs lib; c = true; system = "x86_64-linux"; };
  given = pkgs // known;
  wanted = builtins.functionArgs shell;
in
(shell (listToAttrs (map (name: { inherit name; value = given.${name}; }) (filter (name: given ? ${name}) (attrNames wanted))))).inside
