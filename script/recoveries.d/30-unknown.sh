# shellcheck shell=bash
say ""
say "## Nobody knows whether it happened"
say ""
say "The notice service takes requests and does not answer, and it keeps no idempotency keys. The first notice was sent, the second was lost; Cairn"
say "cannot tell, and sends neither again:"
fault notice '{"silent_ratio": 1}'
quietly cairn submit notices letters/notice-1.txt
until_runs "state:outcome_unknown" 1
sent=$(first_run state:outcome_unknown)
quietly "curl -sX PUT http://127.0.0.1:8737/faults/notice -d '{\"lost_ratio\": 1}'"
quietly cairn submit notices letters/notice-2.txt
until_runs "state:outcome_unknown" 2
type_it "cairn runs state:outcome_unknown"
type_it "cairn show $sent"
say "The service is repaired, and its ledger knows:"
type_it "curl -sX DELETE http://127.0.0.1:8737/faults"
type_it "curl -s http://127.0.0.1:8737/ledger"
lost=$(cd "$work/demo" && cairn runs --json state:outcome_unknown | sed -n 's/.*"id":"\([^"]*\)".*/\1/p' | grep -v "$sent")
type_it "cairn decide $sent happened --reason 'it is in the ledger'"
type_it "cairn decide $lost not-happened --reason 'it is not in the ledger'"
until_runs "state:succeeded pipeline:notices" 2
type_it "curl -s http://127.0.0.1:8737/ledger"
