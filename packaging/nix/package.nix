# The program with a Node of its own. A release tree brings it built; a checkout is built from the packages of its lock.
{
  lib,
  stdenvNoCC,
  makeWrapper,
  nodejs,
  git,
  cacert,
}:
let
  root = ../..;
  manifest = lib.importJSON (root + "/package.json");
  isBuilt = builtins.pathExists (root + "/dist/cli.cjs");

  # What npm installs for a build. The hash is of its files alone, and `npm run release:nix` renews it with the lock.
  modules = stdenvNoCC.mkDerivation {
    pname = "policy-check-modules";
    inherit (manifest) version;
    src = lib.fileset.toSource {
      inherit root;
      fileset = lib.fileset.unions [
        (root + "/package.json")
        (root + "/package-lock.json")
        (root + "/.npmrc")
      ];
    };
    nativeBuildInputs = [ nodejs ];
    env.NODE_EXTRA_CA_CERTS = "${cacert}/etc/ssl/certs/ca-bundle.crt";
    buildPhase = ''
      export HOME=$TMPDIR
      npm ci --ignore-scripts --no-bin-links
      rm node_modules/.package-lock.json
    '';
    installPhase = "cp -r node_modules $out";
    dontFixup = true;
    outputHashMode = "recursive";
    outputHash = (lib.importJSON ./modules.json).${stdenvNoCC.hostPlatform.system};
  };
in
stdenvNoCC.mkDerivation {
  pname = manifest.name;
  inherit (manifest) version;
  src = lib.cleanSource root;
  nativeBuildInputs = [
    makeWrapper
    nodejs
  ];
  dontConfigure = true;
  buildPhase = lib.optionalString (!isBuilt) ''
    cp -r ${modules} node_modules
    chmod -R u+w node_modules
    node scripts/build.mjs
  '';
  # git comes last on PATH, so that the user's own wins.
  installPhase = ''
    mkdir -p $out/lib $out/share/licenses
    cp -r dist $out/lib/policy-check
    cp policy-check.schema.json $out/lib/policy-check/
    cp LICENSE dist/third-party-licenses.txt $out/share/licenses/
    makeWrapper ${lib.getExe nodejs} $out/bin/policy-check \
      --add-flags $out/lib/policy-check/cli.cjs \
      --suffix PATH : ${lib.makeBinPath [ git ]}
  '';
  meta = {
    inherit (manifest) description;
    license = lib.licenses.mit;
    mainProgram = "policy-check";
    platforms = lib.platforms.unix;
  };
}
