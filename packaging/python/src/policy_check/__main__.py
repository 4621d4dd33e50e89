"""`python -m policy_check` is `policy-check`."""

from policy_check.launcher import main

main()
