# What the commands in this folder have in common; they source it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=$(realpath -m "${CLUSTER_DATA:-$root/.data}")
servers=$root/eng/Servers/bin/Release/net10.0/Cluster.Servers
apphost=$root/AppHost/bin/Release/net10.0/Cluster.AppHost
pid_file=$data/apphost.pid
# What tells this checkout's container volumes from another's; the AppHost derives it in the same way.
mark=cluster-$(printf %s "$data" | sha256sum | cut -c 1-12)

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '%s\n' "▸ $*"; }

fail() {
    printf '%s\n' "✗ $*" >&2
    exit 1
}

need_dotnet() {
    command -v dotnet > /dev/null || fail "需要 .NET SDK 10：请安装后重试。 The .NET SDK 10 is not on the PATH: install it and try again."
    (cd "$root" && dotnet --version) > /dev/null 2>&1 ||
        fail "需要 .NET SDK 10，现有版本不符。 No installed .NET SDK satisfies global.json (found: $(dotnet --list-sdks | tr '\n' ' '))."
    # Asked of the SDK itself: what is on the PATH may be a script that only calls it.
    DOTNET_ROOT=${DOTNET_ROOT:-$(dotnet --list-sdks | sed -nE 's|.*\[(.*)/sdk\]$|\1|p' | tail -n 1)}
    export DOTNET_ROOT
}

# Containers are preferred where a runtime answers, as the AppHost itself decides.
needs_servers() {
    case ${CLUSTER_BACKING:-} in
        native) true ;;
        "") ! docker info > /dev/null 2>&1 && ! podman info > /dev/null 2>&1 ;;
        *) false ;;
    esac
}

# Installs the Debian packages among the given ones that are missing; what is installed already is left as it is.
install_packages() {
    local package missing=() as_root=()
    for package; do
        dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    ((${#missing[@]})) || return 0

    command -v apt-get > /dev/null || fail "请先安装 Install these first (this is no Debian, so they are yours to install): ${missing[*]}"
    if ((EUID)); then
        command -v sudo > /dev/null || fail "请以 root 运行，或先安装 Run this as root, or install first: ${missing[*]}"
        as_root=(sudo)
    fi

    say "安装 Debian 软件包 Installing Debian packages: ${missing[*]}"
    mkdir -p "$data/logs"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash -s "${missing[@]}" > "$data/logs/apt.log" 2>&1 << 'INSTALL' ||
set -euo pipefail
# The packages would start servers of their own: they are wanted as programs only.
undo=()
trap '((${#undo[@]})) && rm -f "${undo[@]}" || true' EXIT
if [[ ! -e /usr/sbin/policy-rc.d ]]; then
    undo+=(/usr/sbin/policy-rc.d)
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
fi
if [[ ! -e /etc/postgresql-common ]]; then
    undo+=(/etc/postgresql-common/createcluster.d/no-main-cluster.conf)
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/no-main-cluster.conf
fi
apt-get update
apt-get install -y --no-install-recommends "$@"
INSTALL
    {
        tail -n 20 "$data/logs/apt.log" >&2
        fail "安装失败 The installation failed; its log is $data/logs/apt.log. Can this machine reach its package source?"
    }
}

# build PROJECT: once, in Release; the log is shown when it fails.
build() {
    say "构建 Building $(basename "$1")"
    mkdir -p "$data/logs"
    (cd "$root" && dotnet build "$1" --configuration Release --nologo -v quiet -clp:NoSummary) > "$data/logs/build.log" 2>&1 || {
        grep -E 'error|Error' "$data/logs/build.log" | sort -u | head -n 20 >&2
        fail "构建失败 The build failed; its log is $data/logs/build.log."
    }
    "$root/eng/precompile"
}

# A process is told from a later one with the same number by the moment it started; nothing for one that has ended.
started_at() { sed 's/.*) //; /^Z/d' "/proc/$1/stat" 2> /dev/null | cut -d ' ' -f 20; }

# The process number of this checkout's AppHost, if it runs.
running_apphost() {
    local pid started
    [[ -f $pid_file ]] && read -r pid started < "$pid_file" && [[ -n $started && $(started_at "$pid") == "$started" ]] && echo "$pid"
}

# Stops the stack, and what a crash of it left behind; dependents first, their servers last.
stop_stack() {
    local pid second
    if pid=$(running_apphost); then
        kill -TERM "$pid"
        for ((second = 0; second < 900; second++)); do
            running_apphost > /dev/null || break
            sleep 0.1
        done
        ! running_apphost > /dev/null || kill -KILL "$pid"
    fi
    rm -f "$pid_file"
    [[ ! -x $servers ]] || "$servers" stop "$data"
}
