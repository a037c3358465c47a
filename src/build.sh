# Sourced by the scripts that run a program of this repository, with root set to its folder: builds the program first where there is no build
# yet or a source is newer. Every build lies in a folder of its own, so that a program that is running keeps its files.

builds=$root/.build

say() { printf 'hourglass: %s\n' "$1" >&2; }

fail() {
    say "$1"
    exit 1
}

check_sdk() {
    # Asked in the repository, where global.json names the version.
    local version
    version=$(cd "$root" && dotnet --version 2>/dev/null) || version=
    case $version in
        10.*) ;;
        *) fail "the .NET SDK 10 is needed to build the tool, but 'dotnet' has $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' - | sed 's/^$/no SDK/'); install it from https://dotnet.microsoft.com/download/dotnet/10.0" ;;
    esac
}

# is_current PROGRAM SOURCE...
is_current() {
    [ -f "$stamp" ] && read -r build <"$stamp" && [ -f "$builds/$build/$1" ] || return 1
    shift
    [ -z "$(find "$@" "$root"/Directory.*.props "$root/global.json" \
        \( -name bin -o -name obj \) -prune -o -newer "$stamp" -print -quit)" ]
}

# publish NAME PROJECT WORDS FIRST SOURCE...
publish() {
    local name=$1 project=$2 words=$3 first=$4
    shift 4
    check_sdk
    if [ -f "$stamp" ]; then
        say "the sources have changed, building $words again..."
    else
        say "building $words$first..."
    fi

    local each new
    # Made beforehand: a folder that appears later would make its parent look like a changed source.
    for each in "$root"/src/*/*.csproj "$root"/bench/*/*.csproj; do mkdir -p "${each%/*}/bin" "${each%/*}/obj"; done
    build=$name-$(date +%Y%m%d-%H%M%S)-$$
    new=$stamp.$$
    trap 'rm -rf "$builds/$build" "$new"; exit 130' INT TERM HUP
    printf '%s\n' "$build" >"$new"
    # Build servers would outlive this script and keep its lock (descriptor 9).
    if ! (cd "$root" && DOTNET_NOLOGO=1 dotnet publish "$project" --configuration Release --output "$builds/$build" \
        -nodeReuse:false -p:UseSharedCompilation=false) >"$builds/log" 2>&1 </dev/null 9>&-; then
        cat "$builds/log" >&2
        rm -rf "${builds:?}/$build" "$new"
        fail "the build failed; its messages are above and in '$builds/log'"
    fi
    # Published files are hard links. Ours get an own copy, since the next build writes over the file behind the link.
    local file
    for file in "$builds/$build"/Hourglass*; do cp -p "$file" "$file.own" && mv -f "$file.own" "$file"; done
    mv -f "$new" "$stamp"
    find "$builds" -maxdepth 1 -name "$name-*" ! -name "$build" -mtime +1 -exec rm -rf {} +
    trap - INT TERM HUP
}

# find_build NAME PROJECT PROGRAM WORDS FIRST SOURCE...: sets program to the built PROGRAM (a file name) of PROJECT.
# WORDS name it in messages, FIRST is said of the first build, and a change in one of the SOURCEs asks for a new one.
find_build() {
    local name=$1 project=$2 file=$3 words=$4 first=$5
    shift 5
    stamp=$builds/$name.stamp # names the folder of the newest build and is as old as the sources that went into it
    command -v dotnet >/dev/null || fail "'dotnet' was not found; install the .NET SDK 10 from https://dotnet.microsoft.com/download/dotnet/10.0 and put it on the PATH"
    if ! is_current "$file" "$@"; then
        mkdir -p "$builds" || exit 1
        exec 9>"$builds/lock" || exit 1
        if command -v flock >/dev/null; then flock 9; fi
        # Another start may have built while this one waited.
        is_current "$file" "$@" || publish "$name" "$project" "$words" "$first"
        exec 9>&-
    fi
    program=$builds/$build/$file
}
