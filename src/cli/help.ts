/** What `--help` prints: one screen. */
export const help = `Checks that a monorepo of uv and Nix keeps its policies.  Usage: policy-check [command] [options]

  [path …]                    check the repository; paths narrow the report. A directory with its own flake.nix,
                              [tool.uv.workspace] or policy-check.toml is checked as a repository of its own
    --fix  --unsafe-fixes     apply safe fixes; all fixes         --diff   print them as a patch, write nothing
    --since REF  --staged     report what the change since REF broke, in any file; check what the next commit holds
    --changed REF             report what touches files (--changed-lines REF: lines) changed since REF
    --format NAME[=FILE]      pretty, concise, json, jsonl, sarif, github …; repeatable
    --fail-on SEVERITY        exit 1 from error (default), warning or note on; never: --exit-zero
    --only RULE  --skip RULE  report these rules, or all but these; repeatable
    --statistics  --timing    how often each rule found something; how long each stage and rule took
    --quiet  --verbose        only what fails the check; also what was skipped and why
    --config FILE             instead of policy-check.toml or [tool.policy-check] in pyproject.toml
    --baseline FILE           accepted findings (policy-check-baseline.json); --write-baseline accepts all
    --stdin-filename FILE     read this file from standard input     --no-cache   parse everything anew
  rules   explain RULE        all rules; why one is there, with examples
  workspace   graph           the workspace as uv sees it (--project DIR); as a picture (mermaid, dot, svg, html)
  inspect commands|sessions|flake|files|config    what policy-check understood
  init [--yes]   skill [--write|--check]          a configuration, after a talk; what agents are to read (--document F)
  suppress RULE [path …] --reason TEXT            write a comment at each finding
  cache info|clear   lsp      what is kept of earlier runs; the language server for editors (docs/editors.md)
  hook [--no-ask]             hold a coding agent to the policy; --print-settings AGENT or init --agent AGENT sets it up

Exit: 0 clean, 1 findings, 2 wrong usage or configuration, 3 a bug of policy-check.
`
