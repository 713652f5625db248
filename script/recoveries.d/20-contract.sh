# shellcheck shell=bash
say ""
say "## A contract has changed"
say ""
say "Since tonight the extractor refuses dates that it took yesterday. Sending the same bytes again would not help:"
fault extract '{"strict_dates_ratio": 1}'
quietly cairn submit intake letters/declaration.txt
until_runs "state:blocked" 1
run=$(first_run state:blocked)
type_it "cairn show $run"
say "Its answer says what it wants:"
type_it "cairn payload $run/extract.out"
say "The file is mended, and its step goes on with the mended one. The scan before it is not repeated:"
type_it "cairn resume $run/extract --input letters/declaration-mended.txt --reason 'dates as the extractor wants them since version 2'"
until_runs "state:succeeded declaration" 1
type_it "cairn show $run"
quietly "curl -sX DELETE http://127.0.0.1:8737/faults"
