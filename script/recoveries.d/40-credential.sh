# shellcheck shell=bash
say ""
say "## A credential has expired: the whole way of an incident"
say ""
say "401 is not retried: each try would be one more failed login. Four failures with one fingerprint are one incident:"
fault scan '{"status_401_ratio": 1}'
quietly cairn submit intake letters/manifest-*.txt
until_runs "state:blocked category:auth" 4
type_it "cairn incident list"
incident=$(cd "$work/demo" && cairn incident list --service scan --json | sed -n 's/.*"id":\([0-9]*\).*/\1/p' | head -n 1)
type_it "cairn runbook match $incident"
type_it "cairn incident ack $incident --reason 'looking at it'"
type_it "cairn incident escalate $incident security --reason 'only they can renew it'"
say "Security has renewed it. Whoever gives an order about many sees first whom it is about:"
type_it "curl -sX DELETE http://127.0.0.1:8737/faults"
type_it "cairn retry --incident $incident --dry-run"
say "The runbook's session records what is done and by whom. Its second action is the canary: one goes first, and the rest once it has passed:"
type_it "cairn runbook start $incident"
session=$(cd "$work/demo" && cairn runbook start "$incident" --json 2>/dev/null | sed -n 's/.*"session":\([0-9]*\).*/\1/p' | head -n 1)
session=${session:-1}
type_it "cairn runbook tick $session 1"
type_it "cairn runbook do $session 2 --yes --reason 'the credential is renewed'"
until_runs "state:succeeded pipeline:intake" 9
type_it "cairn runbook session $session"
say "Nobody closed the incident: its steps have passed."
type_it "cairn incident show $incident"
type_it "cairn bulk list"
