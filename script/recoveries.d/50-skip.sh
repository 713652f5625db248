# shellcheck shell=bash
say ""
say "## Without the step, or not at all"
say ""
say "A picture is missing for good. One run goes on without it; another is paused, looked at, and given up:"
fault thumbnail '{"wrong_schema_ratio": 1}'
quietly cairn submit intake letters/manifest-1.txt letters/manifest-2.txt
until_runs "state:blocked step:thumbnail" 2
without=$(first_run state:blocked)
other=$(cd "$work/demo" && cairn runs --json state:blocked | sed -n 's/.*"id":"\([^"]*\)".*/\1/p' | grep -v "$without")
type_it "cairn skip $without/thumbnail --reason 'no picture is needed'"
type_it "cairn pause $other --reason 'asking whether it is needed'"
type_it "cairn unpause $other --reason 'asked'"
type_it "cairn cancel $other --reason 'it is not needed'"
quietly "curl -sX DELETE http://127.0.0.1:8737/faults"
