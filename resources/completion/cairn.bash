# Completion of cairn's commands, options and arguments in bash. Needs nothing but bash 4.

# Names that the definitions of kind $1 ("pipeline", "service") declare in the workspace at or above the folder $2. What cannot be a
# name is none, here and below: it would stand in the line that is typed.
_cairn_names()
{
    local folder
    folder=$(cd -- "${2:-.}" 2>/dev/null && pwd) || return
    while [[ $folder && ! -e $folder/cairn.yaml ]]; do folder=${folder%/*}; done
    [[ $folder ]] && sed -n "s/^$1:[[:space:]]*[\"']\\{0,1\\}\\([A-Za-z0-9._-]\\{1,\\}\\)[\"']\\{0,1\\}\\([[:space:]].*\\)\\{0,1\\}$/\\1/p" \
        "$folder/$1s"/*.yaml 2>/dev/null
}

# Keys of the credentials that the services of the workspace at or above the folder $1 name, where they stand on one line.
_cairn_keys()
{
    local folder
    folder=$(cd -- "${1:-.}" 2>/dev/null && pwd) || return
    while [[ $folder && ! -e $folder/cairn.yaml ]]; do folder=${folder%/*}; done
    [[ $folder ]] && sed -n 's/^credential:.*[{, ]key:[[:space:]]*\([A-Za-z0-9._-]*\).*/\1/p' "$folder"/services/*.yaml 2>/dev/null
}

# Names of alert routes in the cairn.yaml at or above the folder $1, where each stands on a line of its own.
_cairn_routes()
{
    local folder
    folder=$(cd -- "${1:-.}" 2>/dev/null && pwd) || return
    while [[ $folder && ! -e $folder/cairn.yaml ]]; do folder=${folder%/*}; done
    [[ $folder ]] || return
    echo desktop
    sed -n '/^alerts:/,/^[^[:space:]#]/s/^[[:space:]]*\([A-Za-z0-9._-]*\):[[:space:]]*{[[:space:]]*\(webhook\|alertmanager\):.*/\1/p' \
        "$folder/cairn.yaml" 2>/dev/null
}

# Names of the workspace's own runbooks, and of those that come with Cairn.
_cairn_runbooks()
{
    local folder file
    folder=$(cd -- "${1:-.}" 2>/dev/null && pwd) || return
    while [[ $folder && ! -e $folder/cairn.yaml ]]; do folder=${folder%/*}; done
    for file in "$folder"/runbooks/*.md; do
        file=${file##*/}
        file=${file%.md}
        [[ $file != *[!A-Za-z0-9._-]* ]] && printf '%s\n' "$file"
    done
    printf 'standard-%s\n' auth conflict data internal network policy rate_limit schema service timeout
}

# Sets words to those of the line up to the cursor. Bash cuts what has been typed at colons as well (COMP_WORDBREAKS); what no blank
# parts is put together again.
_cairn_line()
{
    local rest=${COMP_LINE:0:COMP_POINT} behind i
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        behind=${rest#"${rest%%[![:space:]]*}"}
        if ((i > 0)) && [[ $behind == "$rest" ]]; then words[-1]+=${COMP_WORDS[i]}; else words+=("${COMP_WORDS[i]}"); fi
        rest=${behind#"${COMP_WORDS[i]}"}
    done
}

# Offers a filter's words: $2 are its keys, and of what has a key already, the values that can be told here. $3 is the folder.
_cairn_filter()
{
    local current=$1 values="" listed=""
    case $current in
        state:* | reached:*)
            listed=${current#*:}
            listed=${current%%:*}:${listed%"${listed##*,}"}
            values="running waiting_retry waiting_callback held blocked outcome_unknown paused succeeded degraded cancelled pending" ;;
        category:*) values="network timeout rate_limit service auth data schema conflict policy internal" ;;
        since:* | until:* | *_since:* | *_until:*) values="today yesterday 1h 24h 7d 30d" ;;
        pipeline:*) values=$(_cairn_names pipeline "$3") ;;
        service:*) values=$(_cairn_names service "$3") ;;
        tried:*) values="any $(_cairn_names service "$3")" ;;
        *:*) ;;
        *) compopt -o nospace 2>/dev/null; _cairn_words "$2" "$current"; return ;;
    esac
    [[ " $2 " == *" ${current%%:*}: "* ]] || return
    listed=${listed:-${current%%:*}:}
    _cairn_words "$values" "${current#"$listed"}" "$listed"
}

# Offers the words of $1 that begin with $2, what has been typed, each behind $3. Some were read from files: nothing in them is
# expanded, as compgen -W does.
_cairn_words()
{
    local offered word
    IFS=$' \t\n' read -r -d '' -a offered <<<"$1"
    for word in "${offered[@]}"; do
        [[ $word == "$2"* ]] && COMPREPLY+=("$3$word")
    done
}

_cairn_files()
{
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_cairn_complete()
{
    local commands="init check apply export run submit runner status runs show payload incident events alerts audit attest retry resume rerun skip cancel pause unpause decide runbook bulk service breaker advice review trends simulate credential doctor store erase backup restore demo"
    local current=${words[-1]} previous=${words[-2]}
    local command="" folder=. count=0 i
    for ((i = 1; i < ${#words[@]} - 1; i++)); do
        case ${words[i]} in
            -C) folder=${words[++i]} ;;
            --example | --last | --by | --group | --figure | --before | --path | --reason | --where | --max-active | --grace | --limit | --for | --input | --was | --patch | --from | --after | --incident | --stop-at | --state | --service | --category | --pipeline | --payloads | --runbook | --key | --policy | --since | --until | --seeds | --expires | --overlap | --seen | --month | --html | --retire | -o) ((++i)) ;;
            --file) [[ $command == credential ]] || ((++i)) ;;
            -*) ;;
            *) if [[ -z $command ]]; then command=${words[i]}; else ((++count)); fi ;;
        esac
    done
    [[ $command == credential && $previous == --file ]] && previous=
    case $previous in
        -C) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
        -o | --input | --policy | --file | --html) _cairn_files "$current"; return ;;
        --payloads) _cairn_words "none failing all" "$current"; return ;;
        --example) _cairn_words "intake webdav" "$current"; return ;;
        --runbook) _cairn_words "$(_cairn_runbooks "$folder")" "$current"; return ;;
        --state) _cairn_words "open acknowledged escalated verifying resolved" "$current"; return ;;
        --category) _cairn_words "network timeout rate_limit service auth data schema conflict policy internal" "$current"; return ;;
        --figure) _cairn_words "recovery_median recovery_p90 failures retries latency_median latency_p90 over_budget" "$current"; return ;;
        --group) _cairn_words "whole service step pipeline cause" "$current"; return ;;
        --by) _cairn_words "week day" "$current"; return ;;
        --service | --pipeline) _cairn_words "$(_cairn_names "${previous#--}" "$folder")" "$current"; return ;;
        --reason | --last | --before | --path | --where | --max-active | --grace | --limit | --for | --was | --patch | --from | --after | --incident | --stop-at | --key | --seeds | --month | --expires | --overlap) return ;;
        --since | --until) _cairn_words "today yesterday 1h 24h 7d 30d" "$current"; return ;;
    esac
    if [[ -z $command ]]; then
        _cairn_words "$commands help -C --json --help --version" "$current"
        return
    fi
    if [[ $current == -* ]]; then
        local options="" many="--where --incident --dry-run --canary --stop-at --no-wait --reason --yes"
        case $command in
            init) options="--example" ;;
            apply) options="--reason --dry-run --retire --yes" ;;
            export) options="--dry-run --yes --reason" ;;
            run) options="--max-active --reason" ;;
            submit | backup | restore) options="--reason" ;;
            runner) options="--drain --grace --max-active" ;;
            runs) options="--limit" ;;
            alerts) options="--reason" ;;
            show) options="--lineage --attest -o" ;;
            attest) options="--key" ;;
            payload) options="-o --reason" ;;
            incident) options="--all --state --service --category --pipeline --reason -o --payloads --key" ;;
            events) options="--follow --after" ;;
            audit) options="--after --key" ;;
            resume) options="--input --was --patch --latest $many" ;;
            rerun) options="--from --latest --compare --reason" ;;
            retry | skip | cancel | pause | unpause | decide) options=$many ;;
            bulk) options="--reason" ;;
            runbook) options="--runbook --undo --reason --yes" ;;
            service) options="--file --reason --seen --dry-run" ;;
            breaker) options="--for --path --before --limit --reason" ;;
            simulate) options="--policy --since --until --seeds" ;;
            trends) options="--figure --group --by --last --csv" ;;
            advice) options="--since --all" ;;
            review) options="--month --html --sign-off --yes --reason" ;;
            credential) options="--expires --overlap --ask --file --reason" ;;
            doctor) options="--security" ;;
            store) options="--reason" ;;
            erase) options="--where --reason --yes" ;;
            demo) options="--headless --keep" ;;
        esac
        _cairn_words "$options -C --json --help" "$current"
        return
    fi
    case $command in
        init) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
        run | submit)
            if ((count == 0)); then _cairn_words "$(_cairn_names pipeline "$folder")" "$current"; else _cairn_files "$current"; fi ;;
        help) if ((count == 0)); then _cairn_words "$commands" "$current"; fi ;;
        runs)
            _cairn_filter "$current" "state: pipeline: version: service: step: category: since: until: ended_since: ended_until: incident: bulk: tried: reached: reached_since: reached_until:" "$folder" ;;
        credential)
            if ((count == 0)); then _cairn_words "list set rotate remove" "$current"; else _cairn_words "$(_cairn_keys "$folder")" "$current"; fi ;;
        bulk) if ((count == 0)); then _cairn_words "list show cancel continue" "$current"; fi ;;
        alerts)
            if ((count == 0)); then _cairn_words "list test" "$current"; else _cairn_words "$(_cairn_routes "$folder")" "$current"; fi ;;
        incident)
            if ((count == 0)); then
                _cairn_words "list show ack assign escalate note bundle open postmortem" "$current"
            elif [[ $previous == open || $previous == postmortem ]]; then
                _cairn_files "$current"
            fi ;;
        attest) if ((count == 0)); then _cairn_words "verify" "$current"; else _cairn_files "$current"; fi ;;
        audit)
            if ((count == 0)); then
                _cairn_words "list verify export" "$current"
            else
                _cairn_filter "$current" "actor: action: subject: since: until:" "$folder"
            fi ;;
        runbook)
            if ((count == 0)); then
                _cairn_words "list show match start session tick do" "$current"
            elif [[ $count == 1 && $previous == show ]]; then
                _cairn_words "$(_cairn_runbooks "$folder")" "$current"
            fi ;;
        service) if ((count == 0)); then _cairn_words "list show history diff set rollback" "$current"; else _cairn_words "$(_cairn_names service "$folder")" "$current"; fi ;;
        breaker)
            if ((count == 0)); then
                _cairn_words "$(_cairn_names service "$folder")" "$current"
            else
                _cairn_words "open close auto release probe history" "$current"
            fi ;;
        simulate) _cairn_words "$(_cairn_names service "$folder")" "$current" ;;
        trends) if ((count == 0)); then _cairn_words "$(_cairn_names service "$folder")" "$current"; fi ;;
        advice | review) if ((count == 0)); then _cairn_words "$(_cairn_names service "$folder")" "$current"; fi ;;
        store)
            if ((count == 0)); then
                _cairn_words "keys rotate-key move-key compact" "$current"
            elif [[ $previous == move-key ]]; then
                _cairn_words "keychain file command" "$current"
            fi ;;
        backup) _cairn_files "$current" ;;
        restore)
            if ((count == 0)); then
                _cairn_files "$current"
            else
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -d -- "$current")
            fi ;;
        decide) ((count > 0)) && _cairn_words "happened not-happened" "$current" ;;
    esac
}

_cairn()
{
    local words
    COMPREPLY=()
    _cairn_line
    _cairn_complete
    # bash puts what is offered in the place of what stands behind the last colon alone
    if [[ $COMP_WORDBREAKS == *:* && ${words[-1]} == *:* ]]; then COMPREPLY=("${COMPREPLY[@]#"${words[-1]%"${words[-1]##*:}"}"}"); fi
}

complete -F _cairn cairn
