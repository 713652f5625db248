# Completion of cairn's commands, options and arguments in bash. Needs nothing but bash 4.

# Names that the definitions of kind $1 ("pipeline", "service") declare in the workspace at or above the folder $2.
_cairn_names()
{
    local folder
    folder=$(cd -- "${2:-.}" 2>/dev/null && pwd) || return
    while [[ $folder && ! -e $folder/cairn.yaml ]]; do folder=${folder%/*}; done
    [[ $folder ]] && sed -n "s/^$1:[[:space:]]*\\([^[:space:]#]*\\).*/\\1/p" "$folder/$1s"/*.yaml 2>/dev/null
}

# Offers the words of $1 that begin with what has been typed.
_cairn_words()
{
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_cairn_files()
{
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_cairn()
{
    local commands="init check apply run submit runner status runs show payload events audit retry resume rerun skip cancel pause unpause decide service breaker doctor demo"
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local command="" folder=. count=0 i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            -C) folder=${COMP_WORDS[++i]} ;;
            --example | --reason | --where | --max-active | --grace | --limit | --for | --input | --from | --after | -o) ((++i)) ;;
            -*) ;;
            *) if [[ -z $command ]]; then command=${COMP_WORDS[i]}; else ((++count)); fi ;;
        esac
    done
    case $previous in
        -C) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
        -o | --input) _cairn_files "$current"; return ;;
        --example) _cairn_words "intake webdav" "$current"; return ;;
        --reason | --where | --max-active | --grace | --limit | --for | --from | --after) return ;;
    esac
    if [[ -z $command ]]; then
        _cairn_words "$commands -C --json --help --version" "$current"
        return
    fi
    if [[ $current == -* ]]; then
        local options=""
        case $command in
            init) options="--example" ;;
            apply) options="--reason" ;;
            run) options="--max-active" ;;
            runner) options="--drain --grace --max-active" ;;
            runs) options="--limit" ;;
            payload) options="-o" ;;
            events) options="--follow --after" ;;
            audit) options="--after --key" ;;
            resume) options="--input --latest --where --reason --yes" ;;
            rerun) options="--from --latest --reason" ;;
            retry | skip | cancel | pause | unpause | decide) options="--where --reason --yes" ;;
            breaker) options="--for --reason" ;;
            demo) options="--headless --keep" ;;
        esac
        _cairn_words "$options -C --json --help" "$current"
        return
    fi
    case $command in
        init) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
        run | submit)
            if ((count == 0)); then _cairn_words "$(_cairn_names pipeline "$folder")" "$current"; else _cairn_files "$current"; fi ;;
        runs)
            compopt -o nospace 2>/dev/null
            _cairn_words "state: pipeline: version: service: step: category: since: until: ended_since: ended_until: incident:" "$current" ;;
        audit) if ((count == 0)); then _cairn_words "list verify export" "$current"; fi ;;
        service) if ((count == 0)); then _cairn_words "list show history" "$current"; else _cairn_words "$(_cairn_names service "$folder")" "$current"; fi ;;
        breaker)
            if ((count == 0)); then
                _cairn_words "$(_cairn_names service "$folder")" "$current"
            else
                _cairn_words "open close auto" "$current"
            fi ;;
        decide) ((count > 0)) && _cairn_words "happened not-happened" "$current" ;;
    esac
}

complete -F _cairn cairn
