# shellcheck shell=bash
say ""
say "## A service is down"
say ""
say "The publisher answers 503 to everything. After six failures within a minute its breaker opens, and runs are held without using up attempts:"
fault publish '{"status_503_ratio": 1}'
type_it "cairn submit intake letters/manifest-*.txt"
until_runs "state:held" 1
type_it "cairn service list"
type_it "cairn runs"
say "It is repaired. Its breaker would find out by itself; who knows it already says so:"
type_it "curl -sX DELETE http://127.0.0.1:8737/faults"
type_it 'cairn breaker publish close --for 5m --reason "the publishing team has restarted it"'
until_runs "state:succeeded" 4
type_it "cairn runs"
type_it 'cairn breaker publish auto --reason "all is well again"'
