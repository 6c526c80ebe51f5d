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

# ── 〇、办公室打开就看到的演示 What the office finds ───────────────────────────────────────────────────────────────────────────────────
step '〇、演示数据：一个部门逾期，一个数据冲突，一个灯被保持，一张督办单在办，一份通报已印发 The demonstration: late, clashing, held, open, issued'
expect '市水务局 2023 年二季度 the second quarter of 2023' complete-late \
    "$(look $office "coordination/reporting/matrix?organisation=$(jq -rn '"市水务局" | @uri')&from=2023Q2&to=2023Q2" '[.rows[].cells[].state] | unique | join(" ")')"
expect '疑问单 the query' '12.9 12.6' "$(look $office 'coordination/reporting/queries?period=2025Q2' '.items[] | select(.item == "demo-water-saving") | [.typed, .pushed] | map(tostring) | join(" ")')"
expect '保持的灯：所示和规则所判 the held light, as shown and by the rule' 'green red' \
    "$(look $office coordination/lights/project/infrastructure%2Fdemo-late-road '.lights[] | select(.dimension == "start") | .shown | [.light, .escalated] | join(" ")')"
expect '督办单由演示人员签发 the order is signed by a demonstration person' '王主任（演示）' \
    "$(look $office coordination/supervision-orders '[.items[] | select(.matter | contains("（演示）"))][-1].signedBy')"
expect '2025 年三季度通报 the bulletin' true "$(look $office 'coordination/bulletins?quarter=2025Q3' '[.items[] | select(.issuedBy == "王主任（演示）")] | length == 1')"

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
noted() { send $transport "$1/batch" "{\"rows\":[$2]}" '[.rows[0] | .outcome, (.notes // [])[].code] | join(" ")'; }
coded=241115020704010$((RANDOM % 9000 + 1000)) # 19 位，不含末位校验码 without the digit that checks them
p=10
for ((i = 0; i < ${#coded}; i++)); do p=$(((p + ${coded:i:1}) % 10)) && p=$((2 * (p == 0 ? 10 : p) % 11)); done
wrong=$(((11 - p + 1) % 10))
expect '代码末位校验不符，照收并提醒 a check digit that fails is noted' 'created project-code-check-digit' \
    "$(noted infrastructure/projects "$(project "$road-code" reserve ",\"code\":\"${coded:0:4}-${coded:4:6}-${coded:10:2}-${coded:12:2}-${coded:14}$wrong\"")")"
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
expect '总投资不低于已完成的 a total is no less than what was invested' total-below-invested \
    "$(push $transport infrastructure/projects "$(project "$road" started ',"startedOn":"2024-04-01","stageSince":"2024-04-01"' | sed 's/"totalWan":9000/"totalWan":599/')" | cut -d' ' -f1)"

step '   手续、节点、问题、照片、久未推进 Permits, a milestone, a problem, a photograph, and what does not move'
rates() { look $transport infrastructure/projects/permits/rates '[.permits.due, .permits.done, .projects.due, .projects.done] | join(" ")'; }
read -r due done_ projects complete <<< "$(rates)"
permit() { printf '{"project":"%s","permit":"%s","needed":%s}' "$road" "$1" "$2"; }
push $transport infrastructure/project-permits "$(permit 立项 'true,"doneOn":"2024-03-01","number":"包发改审〔2024〕1号"'),$(permit 环评 'true,"doneOn":"2024-03-05","number":"包环审〔2024〕2号"'),$(permit 土地 true),$(permit 规划 'false,"notNeededReason":"在原有用地内"')" > /dev/null
expect '三项应办，办结两项；该项目还没有办完 three permits due and two done, the project not' "$((due + 3)) $((done_ + 2)) $((projects + 1)) $complete" "$(rates)"
push $transport infrastructure/project-permits "$(permit 土地 'true,"doneOn":"2024-07-01","number":"包自然资〔2024〕3号"')" > /dev/null
expect '两种办结率的分子各加一 both rates count it' "$((due + 3)) $((done_ + 3)) $((projects + 1)) $((complete + 1))" "$(rates)"
milestone() { printf '{"project":"%s","ordinal":1,"name":"路基完成","planned":"2024-06-30","forecast":"%s"}' "$road" "$1"; }
expect '节点 a milestone' created "$(push $transport infrastructure/project-milestones "$(milestone 2024-06-30)")"
expect '预计推后 its forecast moves' updated "$(push $transport infrastructure/project-milestones "$(milestone 2024-08-15)")"
expect '推后一次，由平台计数 one slip, which the platform counts' 1 "$(look $transport "infrastructure/project-milestones/$road.1" .slips)"
problem() { printf '{"key":"%s","project":"%s","what":"征地补偿未完成","kind":"用地","responsibleUnit":"九原区政府","raisedOn":"2024-05-06","dueOn":"2024-05-31","level":"市"%s}' "$road" "$road" "${1:-}"; }
late_problem() { look $transport 'infrastructure/projects/problems/overdue?level=city' "[.items[] | select(.key == \"$road\")] | length"; }
expect '问题 a problem' created "$(push $transport infrastructure/project-problems "$(problem)")"
expect '逾期清单中有它 it is in the list of what is overdue' 1 "$(late_problem)"
expect '解决 solved' updated "$(push $transport infrastructure/project-problems "$(problem ',"solvedOn":"2024-06-20","solution":"补偿到位"')")"
expect '清单中不再有它 it is not any more' 0 "$(late_problem)"
photograph=$root/docs/first-page.png
filed=$(curl -sf "$CLUSTER_GATEWAY/api/infrastructure/projects/$road/evidence?purpose=progress-photo&belongsTo=2024-06&name=%E5%85%AD%E6%9C%88.png" \
    -H "Authorization: Bearer $(token $transport)" -H 'Content-Type: image/png' --data-binary "@$photograph" | jq -r .evidence.key)
expect '照片取回时一字不差 a photograph comes back as it went' "$(sha256sum < "$photograph")" \
    "$(curl -sf "$CLUSTER_GATEWAY/api/infrastructure/projects/$road/evidence/$filed" -H "Authorization: Bearer $(token $transport)" | sha256sum)"
expect '漏斗中有开工的 the funnel has what started' true "$(look $transport 'infrastructure/project-funnel?asOf=2024-05-01' '[.stages[] | select(.stage == "started") | .projects] | add > 0')"
expect '开工后久未推进 it has not moved since' started "$(look $transport infrastructure/project-funnel/stuck ".[] | select(.key == \"$road\") | .stage")"

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

step '   高德坐标的线位换算为 WGS-84，颠倒的经纬度被拒，通道按里程算完成率 A line of AMap is converted, a swapped one refused; a corridor is complete by its length'
way() { # <number> <status> <km> <longitude> <latitude> [more members]
    printf '{"key":"%s-%s","kind":"road","name":"示范路段 %s（演示数据）","status":"%s","technicalClass":"class-1","lengthKm":%s,"crs":"gcj-02","geometry":{"type":"LineString","coordinates":[[%s,%s],[%s,%s]]}%s}' \
        "$road" "$1" "$1" "$2" "$3" "$4" "$5" "$4" "$(jq -n "$5 + 0.27")" "${6:-}"
}
expect '按声明的坐标系换算 converted as declared' 'created crs-converted' "$(noted infrastructure/segments "$(way 1 open 30 110.05 40.6 ',"openedOn":"2024-09-01"')")"
expect '以 WGS-84 保存 and kept in WGS-84' 'wgs-84 true' "$(look $transport "infrastructure/segments/$road-1" '[.crs, (.geometry.coordinates[0][0] | . > 110.04 and . < 110.05)] | map(tostring) | join(" ")')"
expect '经纬度颠倒 swapped' coordinates-swapped "$(push $transport infrastructure/segments "$(way 2 open 30 40.6 110.05)")"
expect '在建的一段 a part that is being built' 'created crs-converted' "$(noted infrastructure/segments "$(way 2 under-construction 30 110.05 40.87)")"
push $transport infrastructure/corridors "{\"key\":\"tour\",\"name\":\"示范通道（演示数据）\",\"kind\":\"vertical\",\"members\":[\"$road-1\",\"$road-2\"],\"requiredClass\":\"class-1\"}" > /dev/null
expect '通道完成率 the corridor is complete by half' '50 false' "$(look $office infrastructure/corridors/tour/completion '[(.percent | floor), .isComplete] | map(tostring) | join(" ")')"

# ── 六、计划台账 The plan ledger ────────────────────────────────────────────────────────────────────────────────────────────────────
step '六、42 项任务逐段引用原文，一项任务计一次 Each of 42 tasks quotes its paragraph, and counts once'
tree() { look $office coordination/plans/baotou-2020-2025/tree "$1"; }
expect '任务、仍然相符的引文 tasks, quotations that hold' '42 / 42' \
    "$(tree '[.tasks, ([.themes[].subsections[].children[] | select(.quotation.holds)] | length)] | map(tostring) | join(" / ")')"
expect '没有牵头单位的任务 the task that nobody leads' T27 "$(tree '[.themes[].subsections[].children[] | select(.leads == []) | .id] | join(" ")')"
item() { printf '{"key":"jt-%s","year":%s,"task":"T21","measure":"建成北绕城快速路（演示数据）","goal":"%s","milestones":["%s-06-30 完成路基","%s-11-30 通车"]}' "$1" "$2" "$3" "$2" "$2"; }
expect '计划期之外 outside of its period' outside-plan-period "$(push $transport coordination/annual-plan-items "$(item out 2031 通车)")"
expect '计划期之外的报告 a report outside of it' outside-plan-period "$(push $transport coordination/progress-reports \
    "{\"task\":\"T21\",\"organisation\":\"$transport\",\"period\":\"2019Q4\",\"progressPercent\":1,\"state\":\"in-progress\",\"words\":\"开工\"}")"

# ── 七、联络员 Contacts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
step '七、部门备案联络员，得到回执；电话只给需要的人看 A contact is filed and gets a receipt; telephones are for who needs them'
contact='{"person":"李科长（演示）","post":"综合科科长","telephone":"13847212345","decidedBy":"李科长"}'
receipt=$(send $transport coordination/contacts "$contact" .receipt)
expect '再报一次，同一回执 the same again' "$receipt" "$(send $transport coordination/contacts "$contact" .receipt)"
telephone() { look "$1" coordination/contacts ".[] | select(.receipt == \"$receipt\") | .telephone"; }
expect '办公室看到 the office sees' 13847212345 "$(telephone $office)"
expect '其他部门看到 others see' '138****2345' "$(telephone $reform)"
expect '交通局已有联络员 transport has one' false "$(look $office coordination/contacts/missing "[.organisations[].organisation] | any(. == \"$transport\")")"

# ── 八、年度计划 Yearly plans ───────────────────────────────────────────────────────────────────────────────────────────────────────
step '八、年度实施计划：报送、退回到字段、审定冻结、变更有对照 A yearly plan: submitted, returned on a field, frozen, revised with a difference'
plan() { send "$1" "coordination/annual-plans/2025/$transport/$2" "${3:-{\}}" '.code // .state'; }
by='"by":"王主任"' own='"by":"李科长"'
[[ $(look $office "coordination/annual-plans/2025/$transport" .plan.state 2> /dev/null || true) != accepted ]] || plan $transport revise "{\"reason\":\"新一轮演示 $run\",$own}" > /dev/null
push $transport coordination/annual-plan-items "$(item 1 2025 "通车 20 公里 $run")" > /dev/null
expect '报送 submitted' submitted "$(plan $transport submit "{$own}")"
expect '报送后不能改 it stands' annual-plan-waits "$(push $transport coordination/annual-plan-items "$(item 1 2025 通车)")"
expect '退回，只开放目标 returned on its goal' returned "$(plan $office return "{\"note\":\"请量化\",\"notes\":{\"jt-1/goal\":\"写明公里数\"},$by}")"
expect '其他字段不开放 nothing else is open' annual-plan-field-closed "$(push $transport coordination/annual-plan-items "$(item 2 2025 通车)")"
expect '改目标 the goal' updated "$(push $transport coordination/annual-plan-items "$(item 1 2025 "通车 25 公里 $run")")"
expect '再报 again' submitted "$(plan $transport submit "{$own}")"
expect '报送人不能审定 not by who submitted' annual-plan-own-submission "$(plan $office accept "{$own}")"
expect '审定 accepted' accepted "$(plan $office accept "{$by}")"
revision=$(look $office "coordination/annual-plans/2025/$transport" .plan.revision)
expect '变更须有原因 a change says why' required "$(plan $transport revise "{$own}")"
expect '变更 revised' draft "$(plan $transport revise "{\"reason\":\"上级任务调整\",$own}")"
expect '改 changed' updated "$(push $transport coordination/annual-plan-items "$(item 1 2025 "通车 30 公里 $run")")"
expect '修订对照 the difference' "T21 条目 jt-1 年度目标：通车 25 公里 $run → 通车 30 公里 $run" \
    "$(look $office "coordination/annual-plans/2025/$transport/difference?from=$revision" '.changes[0].zh')"
expect '审定之前仍以原稿为准 the one before is in force' "通车 25 公里 $run" "$(look $office "coordination/annual-plans/2025/$transport/in-force" '.items[0].goal')"
plan $transport submit "{$own}" > /dev/null
expect '再次审定 accepted again' accepted "$(plan $office accept "{$by}")"

# ── 九、报送矩阵 The reporting matrix ───────────────────────────────────────────────────────────────────────────────────────────────
step '九、谁、什么、哪个季度：一次调用；截止日数得出来 Who, what and which quarter in one call; a due day can be counted'
expect '国庆放假、调休之后的第 10 个工作日 the tenth working day, over the holidays' 2025-10-21 \
    "$(look $office 'coordination/reporting/matrix?task=T21&from=2025Q3&to=2025Q3' '.cycles[0].due')"
push $transport coordination/progress-reports \
    "{\"task\":\"T21\",\"organisation\":\"$transport\",\"period\":\"2025Q2\",\"progressPercent\":70,\"state\":\"in-progress\",\"words\":\"路基完成 $run（演示）\"}" > /dev/null
expect '二季度已报 the second quarter was reported' 1/1 \
    "$(look $office 'coordination/reporting/matrix?task=T21&from=2025Q2&to=2025Q2' "[.rows[] | select(.organisation == \"$transport\") | .cells[0] | .complete, .owed] | map(tostring) | join(\"/\")")"

# ── 十、亮灯和督办 Lights and orders ────────────────────────────────────────────────────────────────────────────────────────────────
step '十、灯由规则计算并说明理由；红灯由系统提出督办单，由人签发 A light is computed and says why; a red one proposes an order, which a person signs'
late=late-$run today=$(TZ=Asia/Shanghai date +%F) year=$(TZ=Asia/Shanghai date +%Y)
expect '计划 2024 年 6 月开工，至今未开工 planned for June 2024, and never begun' created "$(push $transport infrastructure/projects \
    "{\"key\":\"$late\",\"name\":\"滞后公路（演示数据）\",\"unit\":\"演示单位\",\"counties\":[\"九原区\"],\"totalWan\":9000,\"stage\":\"reserve\",\"plannedStart\":\"2024-06-01\"}")"
light() { curl -s "$CLUSTER_GATEWAY/api/coordination/lights/project/infrastructure%2F$late" -H "Authorization: Bearer $(token $office)" | jq -cr "(.lights // [])[] | select(.dimension == \"$1\") | .shown | $2"; }
wait_for '总灯 the overall light' red light overall .light
expect '理由有规则和版本 the reason has its rule and version' true "$(light start '.zh | test("规则 yinchuan-2025/start 第[0-9]+版")')"
proposed() { look $office 'coordination/supervision-orders?state=proposed' "[.items[] | select(.project == \"infrastructure/$late\")][0].number // \"\""; }
has_proposal() { [[ -n $(proposed) ]] && echo yes || echo no; }
wait_for '系统提出督办单 an order is proposed' yes has_proposal
order=$(proposed)
expect '未签发的，单位看不到 no unit sees it unsigned' 404 "$(curl -s -o /dev/null -w '%{http_code}' "$CLUSTER_GATEWAY/api/coordination/supervision-orders/$order" -H "Authorization: Bearer $(token $transport)")"
act() { send "$1" "coordination/supervision-orders/$order/$2" "$3" '.code // .state'; }
expect '签发 signed' issued "$(act $office sign '{"decidedBy":"王主任"}')"
expect '联络员的通知有记录 its contact is to be told' "sign $receipt" \
    "$(look $transport "coordination/supervision-orders/$order/notices" '.items[0] | .step + " " + ([.contacts[].receipt] | map(select(. == "'"$receipt"'"))[0])')"
expect '签发到达单位的增量 the signature is in its changes' "sign" "$(look $transport "coordination/changes?resource=notices&pageSize=500" \
    "[.items[].body | select(.about == \"supervision-orders/$order\")][-1].step")"
expect '别的督办单的佐证被拒 evidence of no such file' order-evidence-unknown "$(act $transport feedback '{"words":"征地已完成","evidence":["x"],"fedBackBy":"李科长"}')"
printf '%%PDF-1.7 %s' "$run" > "$folder/evidence.pdf"
evidence=$(curl -s --data-binary @"$folder/evidence.pdf" -H 'Content-Type: application/pdf' -H "Authorization: Bearer $(token $transport)" \
    "$CLUSTER_GATEWAY/api/coordination/supervision-orders/$order/evidence?name=permit.pdf" | jq -r .evidence.key)
expect '反馈，附佐证 fed back with evidence' fed-back "$(act $transport feedback "{\"words\":\"征地已完成，本月开工\",\"evidence\":[\"$evidence\"],\"fedBackBy\":\"李科长\"}")"
expect '佐证有哈希 its hash is kept' "$(sha256sum "$folder/evidence.pdf" | cut -d' ' -f1)" "$(look $office "coordination/supervision-orders/$order" '.evidence[0].sha256')"
expect '反馈人不能审结 not by who fed back' order-own-feedback \
    "$(act $office close '{"problem":"未开工","goal":"开工","telephone":"0472-5618000","measures":"征地","result":"即将开工","decidedBy":"李科长"}')"
reason=$(send $transport coordination/light-reasons "{\"kind\":\"project\",\"key\":\"infrastructure/$late\",\"dimension\":\"start\",\"words\":\"等待国家用地批复\",\"until\":\"$(date -d "$today +60 days" +%F)\",\"requestedBy\":\"李科长\"}" .number)
expect '办公室认定正当理由 the reason is accepted' accepted "$(send $office "coordination/light-reasons/$reason/accept" '{"decidedBy":"王主任"}' '.code // .state')"
wait_for '期内所示的灯 the light meanwhile' green light start .light
expect '规则所判的仍可见 what the rule says stays' red "$(light start .escalated)"
expect '试算另一方案，不作改动 another preset is tried' wuhan "$(send $office coordination/lights/presets/trial '{"kind":"project","preset":"wuhan"}' .preset)"
hole=$(look $office coordination/lights/presets '[.presets[] | select(.id == "wuhan")][0].rules' | jq -c '{kind: "project", rules: ((.. | .bands? // empty) |= .[1:])}')
expect '各档有空隙的方案被拒 a hole is refused' light-bands-hole "$(send $office coordination/lights/presets/trial "$hole" .code)"

# ── 十一、协调事项 Matters to coordinate ────────────────────────────────────────────────────────────────────────────────────────────
step '十一、提出协调事项，上会，议定，像任务一样跟踪 A matter is raised, decided at a meeting and tracked like a task'
meeting=t$run quarter=$(TZ=Asia/Shanghai date +%YQ)$((($(TZ=Asia/Shanghai date +%-m) + 2) / 3))
push $office coordination/joint-conferences "{\"key\":\"$meeting\",\"series\":\"联席会议（演示）\",\"number\":$((run % 9999 + 1)),\"heldOn\":\"$today\"}" > /dev/null
matter=$(send $transport coordination/matters "{\"title\":\"管线迁改 $run（演示）\",\"details\":\"需住建局协调\",\"task\":\"T21\",\"wanted\":[\"住建局\"],$own}" .number)
move() { send "$1" "coordination/matters/$matter/$2" "$3" '.code // .state'; }
expect '未上会不能议定 nothing is decided before the meeting' matter-raised "$(move $office decide "{\"decision\":\"由住建局迁改\",\"lead\":\"住建局\",\"due\":\"$(date -d "$today +60 days" +%F)\",$by}")"
expect '列入议程 on the agenda' scheduled "$(move $office schedule "{\"conference\":\"$meeting\",$by}")"
expect '议定 decided' decided "$(move $office decide "{\"decision\":\"由住建局迁改\",\"lead\":\"住建局\",\"due\":\"$(date -d "$today +60 days" +%F)\",$by}")"
expect '承办单位报送进展 its lead reports' created "$(push 市住建局 coordination/resolution-reports "{\"resolution\":\"$matter\",\"period\":\"$quarter\",\"progressPercent\":40,\"words\":\"已开工\"}")"
expect '台账 the register' 'open 40' "$(look $office coordination/resolutions ".items[] | select(.id == \"$matter\") | [.state, .progressPercent] | map(tostring) | join(\" \")")"
expect '办结 done' done "$(move $office finish "{\"result\":\"已迁改\",$by}")"
expect '城市间的议定事项 between cities' created "$(push $reform cooperation/resolutions "{\"key\":\"tour-$run\",\"series\":\"呼包鄂乌市长联席会议\",\"number\":8,\"adoptedOn\":\"2024-12-07\",\"title\":\"交通互联互通（演示 $run）\",\"text\":\"共同推进城际公路\",\"parties\":[\"呼和浩特市\",\"包头市\"],\"lead\":\"$transport\",\"due\":\"2025-12-31\"}")"
tracked() { look $office coordination/resolutions ".items[] | select(.id == \"cooperation/tour-$run\") | .state"; }
wait_for '同一台账 in the same register' overdue tracked

# ── 十二、考核 Evaluation ───────────────────────────────────────────────────────────────────────────────────────────────────────────
step '十二、考核：每一项扣分写明事件，公示、申诉、确定 A score names the event behind each deduction; published, objected to, frozen'
sheet=tour-$run
expect '评分表 the sheet' created "$(push $office coordination/score-sheets "{\"key\":\"$sheet\",\"title\":\"单位考核（演示）\",\"titleEn\":\"Units\",\"kind\":\"units\",\"startPoints\":100,\"items\":{\"no-plan\":{\"criterion\":\"annual-plan-missing\",\"zh\":\"未编制计划\",\"en\":\"No plan\",\"points\":-10,\"by\":\"03-31\"},\"leaders\":{\"criterion\":\"manual\",\"zh\":\"领导评价\",\"en\":\"Leaders\",\"points\":20}}}")"
evaluate() { send "$1" "coordination/evaluations/$sheet/2025/$2" "$3" "${4:-.code // .state}"; }
expect '公示 published' published "$(evaluate $office publish "{$by}")"
line=$(look $reform "coordination/evaluations/$sheet/2025" '.scores[0].lines[0].id')
expect '部门只见本单位的 a department sees its own' 1 "$(look $reform "coordination/evaluations/$sheet/2025" '.scores | length')"
expect '申诉 an objection' open "$(evaluate $reform objections "{\"line\":\"$line\",\"reason\":\"已书面报送\",$own}")"
expect '有申诉未答复，不能确定 not frozen meanwhile' evaluation-open-objections "$(evaluate $office freeze "{$by}")"
expect '申诉成立 upheld' upheld "$(evaluate $office objections/1/answer "{\"decision\":\"upheld\",\"answer\":\"属实\",$by}")"
expect '领导评价 points of a person' published "$(evaluate $office points "{\"subject\":\"$reform\",\"item\":\"leaders\",\"points\":15,\"words\":\"推进有力\",\"by\":\"分管领导\"}")"
expect '确定 frozen' frozen "$(evaluate $office freeze "{$by}")"
expect '得分和名次 points and rank' '115 1' "$(look $reform "coordination/evaluations/$sheet/2025" ".scores[] | select(.subject == \"$reform\") | [.points, .rank] | map(tostring) | join(\" \")")"

# ── 十三、排名和变化 Rankings and news ──────────────────────────────────────────────────────────────────────────────────────────────
step '十三、按金额和完成率排名；上次查看以来的变化 Ranks by amount and rate; what changed since the last look'
expect '第一 the first' "$reform 1" "$(look $office 'coordination/rankings?by=owner&month=2026-03' '.rows[0] | [.part, .amountRank] | map(tostring) | join(" ")')"
unseen() { look $office coordination/news .changes; }
see() { send $office coordination/news/seen "{\"upTo\":\"$(look $office coordination/news .upTo)\"}" > /dev/null; unseen; }
wait_for '看过之后 after a look' 0 see
push $transport coordination/progress-reports \
    "{\"task\":\"T21\",\"organisation\":\"$transport\",\"period\":\"2025Q2\",\"progressPercent\":71,\"state\":\"in-progress\",\"words\":\"路基完成 $run 之后（演示）\"}" > /dev/null
seen_resources() { look $office coordination/news '[.resources[].resource] | any(. == "progress-reports")'; }
wait_for '新的变化 what is new' true seen_resources

# ── 十四、通报 The bulletin ─────────────────────────────────────────────────────────────────────────────────────────────────────────
step '十四、通报：汇总、校核、编号印发、签名、逐字节重建；公开视图 A bulletin: figures, checks, number, signature, rebuilt byte for byte; the public view'
bulletin=$(send $office coordination/bulletins '{"quarter":"2025Q3","collectedBy":"王主任"}' .key)
send $office "coordination/bulletins/$bulletin/collect" '{"collectedBy":"王主任"}' > /dev/null
expect '等式全部成立 every equation holds' true "$(look $office "coordination/bulletins/$bulletin/checks" .holds)"
collected() { look $office "coordination/bulletins/$bulletin/files/json" ".figures | $1"; }
expect '应报 = 按期 + 逾期 + 已准 + 未报 reports add up' true "$(collected '.reports.total | .owed == .inTime + .late + .excused + .missing')"
expect '各维度亮灯 = 对象数 lights add up' true "$(collected '.lights.dimensions | all(.subjects == ([.lights[].subjects] | add))')"
expect '红灯都有原因 each red light says why' true "$(collected '.lights.red | all(.zh != "")')"
expect '印发 issued' issued "$(send $office "coordination/bulletins/$bulletin/issue" '{"decidedBy":"王主任"}' '.code // .state')"
file() { curl -sf "$CLUSTER_GATEWAY/api/coordination/bulletins/$bulletin/files/$1" -H "Authorization: Bearer $(token $transport)" -o "$folder/bulletin.$1"; }
for format in json signature text docx; do file $format; done
expect '签名 the signature' true "$(curl -s "$CLUSTER_GATEWAY/api/coordination/bulletins/verify" -H "Authorization: Bearer $(token $transport)" -H 'Content-Type: application/json' \
    -H "Bulletin-Signature: $(cat "$folder/bulletin.signature")" --data-binary "@$folder/bulletin.json" | jq -r .isValid)"
expect '重建与印发的相同 the rebuild is equal' true "$(look $office "coordination/bulletins/$bulletin/rebuild" .isEqual)"
expect '公开视图没有单位 no department in the public view' '42 false' \
    "$(look $office coordination/publication/baotou-2020-2025 '[.plan.tasks, (tostring | test("交通运输局"))] | map(tostring) | join(" ")')"

# ── 十五、任一天 Any day ────────────────────────────────────────────────────────────────────────────────────────────────────────────
step '十五、任何读取都可截至某日；未来的日期被拒 Every read can be of a past day; one that has not come is refused'
expect '载入之前什么都没有 nothing before it was loaded' 0 "$(look $office 'coordination/overview?asOf=2020-01-01' .tasks)"
expect '今天即现在 today is now' 42 "$(look $office "coordination/plans/baotou-2020-2025/tree?asOf=$today" .tasks)"
expect '未来的日期 a day to come' as-of-not-yet "$(curl -s "$CLUSTER_GATEWAY/api/coordination/tasks?asOf=$(date -d "$today +2 days" +%F)" -H "Authorization: Bearer $(token $office)" | jq -r .code)"

printf '\n全部一致 All as expected.\n'
