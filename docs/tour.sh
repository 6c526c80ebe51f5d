#!/usr/bin/env bash
# 走一遍系统：每一步都是真实的调用，结果与预期不符即停止。先运行 eng/up；需要 curl 和 jq。数据均为演示，每次运行互不影响。
# A walk through the system: every step is a real call, and the first answer that is not as expected ends it. Run eng/up first; needs curl
# and jq. The data are made up, and a second run does not mind the first.
# docs/tour.sh [credentials.json [gateway]]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
credentials=${1:-$root/.data/credentials.json}
export CLUSTER_GATEWAY=${2:-http://localhost:8080}
run=$(date +%s)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# ── 工具 What the steps use ──────────────────────────────────────────────────────────────────────────────────────────────────────

step() { printf '\n%s\n' "$*"; }

fail() { printf '✗ %s\n' "$*" >&2; exit 1; }

# expect <what> <wanted> <got>
expect() { [[ $3 == "$2" ]] && printf '  ✓ %s: %s\n' "$1" "$3" || fail "$1: 应为 expected $2，实为 got $3"; }

# wait_for <what> <wanted> <command …>: asks until the answer fits, for at most a minute
wait_for() {
    local what=$1 wanted=$2 got= deadline=$((SECONDS + 60))
    shift 2
    until got=$("$@") && [[ $got == "$wanted" ]]; do
        ((SECONDS < deadline)) || fail "$what: 应为 expected $wanted，实为 got $got"
        read -rt 0.2 < /dev/zero 2> /dev/null || true
    done
    printf '  ✓ %s: %s\n' "$what" "$got"
}

credential() { jq -r --arg o "$1" --arg f "$2" '.clients[] | select(.organisation == $o) | .[$f]' "$credentials"; }

# token <organisation>: signed in once, then kept
token() {
    local file=$folder/token-$1
    [[ -s $file ]] || curl -sf "$CLUSTER_GATEWAY/connect/token" -d grant_type=client_credentials \
        -d "client_id=$(credential "$1" clientId)" --data-urlencode "client_secret=$(credential "$1" clientSecret)" | jq -r .access_token > "$file"
    cat "$file"
}

# look <organisation> <address> [jq filter]
look() { curl -sf "$CLUSTER_GATEWAY/api/$2" -H "Authorization: Bearer $(token "$1")" | jq -cr "${3:-.}"; }

# send <organisation> <address> <json> [jq filter]: whatever the answer says
send() {
    curl -s "$CLUSTER_GATEWAY/api/$2" -H "Authorization: Bearer $(token "$1")" -H 'Content-Type: application/json' -d "$3" | jq -cr "${4:-.}"
}

# push <organisation> <resource> <rows as json>: what became of each row
push() { send "$1" "$2/batch" "{\"rows\":[$3]}" '[.rows[] | if .errors == [] then .outcome else .errors[0].code end] | join(" ")'; }

# cluster <organisation> <arguments of the command line …>
cluster() {
    CLUSTER_CLIENT_ID=$(credential "$1" clientId) CLUSTER_CLIENT_SECRET=$(credential "$1" clientSecret) dotnet "$cli" "${@:2}"
}

# built <project folder> <assembly>: where it is, and made if it is not there
built() {
    local assembly=$root/$1/bin/Release/net10.0/$2.dll
    [[ -f $assembly ]] || dotnet build -c Release -v q -nologo "$root/$1" > /dev/null
    printf %s "$assembly"
}

for tool in curl jq dotnet; do command -v "$tool" > /dev/null || fail "需要 needs $tool"; done
[[ -r $credentials ]] || fail "没有 no $credentials: 先运行 run eng/up first"
cli=$(built gateway/Cli Cluster.Cli)
reform=市发改委 transport=市交通运输局 office=领导小组办公室

# ── 一、564 个项目的宽表 A workbook of 564 projects ───────────────────────────────────────────────────────────────────────────────
step '一、一个工作簿，三个资源，合计与公布数一致 One workbook, three resources, and sums as they were published'
dotnet "$(built seeds/ProjectList Cluster.ProjectList)" "$folder/2026.xlsx"
for resource in projects project-years project-months; do
    cluster $reform push "industry/$resource" "$folder/2026.xlsx" > "$folder/push.txt" || fail "$(cat "$folder/push.txt")"
done
table() { look $reform 'industry/project-dispatch?month=2026-03' ".totals[] | select(.category == $1) | [.projects, .totalYi, .plannedYi] | map(tostring) | join(\" / \")"; }
expect '合计 all' '564 / 4519.4 / 2020.8' "$(table null)"
expect '新建 new' '397 / 2853.6 / 1271.9' "$(table '"new"')"
expect '续建 continued' '167 / 1665.8 / 748.9' "$(table '"continued"')"
pool() { look $office 'coordination/project-dispatch?month=2026-03&by=owner' '[.parts[] | select(.part == "'$reform'" and .category == null) | .projects, .totalYi, .plannedYi] | map(tostring) | join(" / ")'; }
wait_for '办公室看到的全市项目库 the pool that the office sees' '564 / 4519.4 / 2020.8' pool

step '   取出宽表，原样传回，什么都不变 The sheet is taken and sent back, and changes nothing'
curl -sf "$CLUSTER_GATEWAY/api/industry/project-book/2026" -H "Authorization: Bearer $(token $reform)" -o "$folder/book.xlsx"
expect '564 行 rows' '0 0 564' "$(cluster $reform push industry/projects "$folder/book.xlsx" --json | jq -r '[.created, .updated, .unchanged] | join(" ")')"

# ── 二、阶段和校核 Stages and checks ──────────────────────────────────────────────────────────────────────────────────────────────
step '二、阶段按图走，数字互相校核 Stages go as drawn, figures are held against each other'
project() { # <key> <stage> [more members]
    printf '{"key":"%s","name":"示范公路 %s（演示数据）","unit":"演示单位","counties":["九原区"],"totalWan":9000,"stage":"%s"%s}' "$1" "$1" "$2" "${3:-}"
}
road=tour-$run
expect '储备 reserve' created "$(push $transport infrastructure/projects "$(project "$road" reserve)")"
expect '储备不能直接投产 not from reserve into operation' stage-not-allowed \
    "$(push $transport infrastructure/projects "$(project "$road" operating ',"startedOn":"2024-04-01","completedOn":"2024-10-01","stageEvidence":"包交验〔2024〕1号"')")"
expect '开工须有佐证 a start shows its evidence' stage-evidence-missing "$(push $transport infrastructure/projects "$(project "$road" started ',"startedOn":"2024-04-01"')")"
expect '开工 started' updated \
    "$(push $transport infrastructure/projects "$(project "$road" started ',"startedOn":"2024-04-01","stageSince":"2024-04-01","stageEvidence":"施工许可 150207202404010101"')")"
expect '年度计划 the plan of the year' created "$(push $transport infrastructure/project-years "{\"project\":\"$road\",\"year\":2024,\"category\":\"new\",\"plannedWan\":1200}")"
month() { printf '{"project":"%s","month":"%s","yearToDateWan":%s%s}' "$road" "$1" "$2" "${3:-}"; }
expect '五月 May' created "$(push $transport infrastructure/project-months "$(month 2024-05 500)")"
expect '累计不下降 never falls' below-earlier-month "$(push $transport infrastructure/project-months "$(month 2024-06 490 ',"variance":"x"')")"
expect '偏差须有说明 a variance in words' variance-unexplained "$(push $transport infrastructure/project-months "$(month 2024-07 500)")"
expect '校核通过 as it should be' created "$(push $transport infrastructure/project-months "$(month 2024-06 600)")"

# ── 三、项目自己的月度计划 A project's own monthly plan ────────────────────────────────────────────────────────────────────────────
step '三、北方冬季不施工：部门报曲线，办公室审定，审定后才算数 Nothing is built in winter: a curve counts once the office has accepted it'
curve() { # <cumulative values of the twelve months> [more members]
    local i=0 value row="{\"project\":\"$road\",\"year\":2024,\"frozenMonths\":[1,2,3,12]"
    for value in $1; do i=$((i + 1)) row+=$(printf ',"m%02dWan":%s' $i "$value"); done
    printf '%s%s}' "$row" "${2:-}"
}
expect '冻结月份不增加 nothing in a frozen month' curve-rises-in-frozen-month "$(push $transport infrastructure/project-curves "$(curve '0 0 10 100 200 400 600 800 1000 1100 1200 1200')")"
expect '报送 reported' created "$(push $transport infrastructure/project-curves "$(curve '0 0 0 100 200 400 600 800 1000 1100 1200 1200')")"
scheduled() { look $transport 'infrastructure/project-dispatch?month=2024-06' '.totals[0].scheduledWan'; }
before=$(scheduled) # 按月均摊：1200 万元的一半 straight: half of the 1,200
expect '审定 accepted' accepted "$(send $office "infrastructure/project-curves/$road.2024/accept" '{}' .state)"
expect '六月序时按曲线少 200 万元 June asks for 200 less by the curve' 200 "$(jq -n "$before - $(scheduled)")"
expect '审定后变更须有原因 a change says why' curve-reason-missing "$(push $transport infrastructure/project-curves "$(curve '0 0 0 50 200 400 600 800 1000 1100 1200 1200')")"

# ── 四、两个部门报了同一个项目 Two departments, one project ─────────────────────────────────────────────────────────────────────────
step '四、疑似同一项目由人决定，合计只算一次 A person decides whether two projects are one; the totals then count it once'
unit=',"creditCode":"91150200MA0TQUR096"'
started=',"startedOn":"2024-04-01","stageSince":"2024-04-01","stageEvidence":"施工许可 150207202404010101"'
expect '交通局的 of transport' updated "$(push $transport infrastructure/projects "$(project "$road" started "$started$unit")")"
expect '发改委的 of reform' created "$(push $reform industry/projects "$(project "$road" started "$started$unit")")"
expect '年度计划 the plan of the year' created "$(push $reform industry/project-years "{\"project\":\"$road\",\"year\":2024,\"category\":\"new\",\"plannedWan\":1200}")"
pair() { look $office 'coordination/project-merges' ".items[] | select(.first.key == \"industry/$road\") | .state"; }
counted() { look $office "coordination/project-dispatch?month=2024-06&by=owner" "[.parts[] | select(.category == null and (.part == \"$reform\" or .part == \"$transport\")) | .projects] | add"; }
wait_for '疑似 proposed' proposed pair
both=$(counted)
decide() { # <decision> <members> <version>
    send $office coordination/project-merges "{\"first\":\"industry/$road\",\"second\":\"infrastructure/$road\",\"decision\":\"$1\"$2,\"reason\":\"同一立项\",\"decidedBy\":\"王科\",\"version\":$3}" "${4:-.code // .decision}"
}
expect '合并须写明保留哪个 a merge says which remains' merge-remaining-unknown "$(decide merge ',"remaining":"industry/else"' 0)"
expect '合并 merged' merge "$(decide merge ",\"remaining\":\"infrastructure/$road\"" 0)"
wait_for '合计只算一次 counted once' $((both - 1)) counted
expect '别人已决定的不能覆盖 a decision is not overrun' merge-decided-meanwhile "$(decide apart '' 0)"

# ── 五、路通了，指标跟着变 A road opens, and the figures follow ─────────────────────────────────────────────────────────────────────
step '五、项目投产，路段通车，旗县连通，指标和任务随之变化；更正后复原 A project enters operation: its road opens, seats connect, the task shows it; a correction undoes it'
segment=$(look $transport infrastructure/segments/R01 'del(.owner)')
trap 'push $transport infrastructure/segments "$segment" > /dev/null; rm -rf "$folder"' EXIT
connected() { look $office 'infrastructure/connectivity?asOf='"$1" '.connected'; }
shown() { look $office coordination/tasks/T21 '.indicators[] | select(.code == "G06") | .value'; }
built_since=',"startedOn":"2023-04-01"'
expect '项目在建 the project is being built' created "$(push $transport infrastructure/projects "$(project "$road-r01" building "$built_since,\"stageSince\":\"2023-04-01\"")")"
expect '路段注明项目 the segment names it' updated "$(push $transport infrastructure/segments "$(jq -c --arg p "$road-r01" '.project = $p' <<< "$segment")")"
wait_for '任务 T21 的连通率 what task T21 shows' 0 shown
done_on=',"completedOn":"2025-10-20","stageEvidence":"交竣验〔2025〕7号"'
expect '竣工 completed' updated "$(push $transport infrastructure/projects "$(project "$road-r01" completed "$built_since$done_on,\"stageSince\":\"2025-10-20\"")")"
expect '投产 in operation' updated "$(push $transport infrastructure/projects "$(project "$road-r01" operating "$built_since$done_on,\"stageSince\":\"2025-11-01\"")")"
wait_for '任务 T21 的连通率 what task T21 shows' 80 shown
expect '前一天连通的旗县 seats connected the day before' 0 "$(connected 2025-10-31)"
expect '当天连通的旗县 seats connected on the day' 4 "$(connected 2025-11-01)"
expect '误报，更正 a correction' updated "$(push $transport infrastructure/projects "$(project "$road-r01" building "$built_since,\"stageSince\":\"2023-04-01\",\"stageCorrection\":\"误报投产\"")")"
wait_for '任务 T21 的连通率 what task T21 shows' 0 shown

printf '\n全部一致 All as expected.\n'
