# As much of nixpkgs as this repository's own flake asks for. A derivation is a record of what it was made from.
{
  outputs =
    _:
    let
      inherit (builtins) functionArgs intersectAttrs listToAttrs map readFile fromJSON;
      lib = {
        genAttrs = names: f: listToAttrs (map (name: { inherit name; value = f name; }) names);
        importJSON = path: fromJSON (readFile path);
        optionalString = isWanted: text: if isWanted then text else "";
        getExe = package: "${package}/bin/${package.meta.mainProgram or package.name}";
        makeBinPath = packages: builtins.concatStringsSep ":" (map (package: "${package}/bin") packages);
        cleanSource = path: path;
        fileset = {
          toSource = { root, fileset }: builtins.seq (map builtins.pathExists fileset) root;
          unions = paths: paths;
        };
        licenses.mit.spdxId = "MIT";
        platforms.unix = [ "x86_64-linux" ];
      };
      packagesOf =
        system:
        let
          stored = args: args // { type = "derivation"; outPath = "/nix/store/${args.name}"; };
          named = name: stored { inherit name; };
          stdenvNoCC = {
            hostPlatform = { inherit system; };
            mkDerivation = args: stored (args // { name = "${args.pname}-${args.version}"; });
          };
          pkgs = {
            inherit lib stdenvNoCC;
            makeWrapper = named "make-wrapper";
            nodejs = named "node";
            git = named "git";
            cacert = named "cacert";
            python3 = named "python3";
            uv = named "uv";
            mkShellNoCC = args: stored (args // { name = "shell"; });
            runCommand = name: args: text: stored (args // { inherit name text; });
            callPackage = path: more: let f = import path; in f (intersectAttrs (functionArgs f) (pkgs // more));
          };
        in
        pkgs;
    in
    {
      inherit lib;
      legacyPackages = lib.genAttrs [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ] packagesOf;
    };
}
