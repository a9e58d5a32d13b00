const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{b as l}from"./chunk-DM5MBR5K.js";import{a as d}from"./chunk-D2TOMBMI.js";function O(n){return[`# Completion of fineprint for bash, made by "fineprint completion bash".
_fineprint() {
`,m,u(n),h(n),w,`}
complete -F _fineprint fineprint
`].join("")}var m=`  local command='' word='' option='' glue='' choices='' files='' list='' lead='' part
  local -i i index=0
  local -a words=()
  # Readline breaks words at "=" and ":".
  for (( i = 0; i <= COMP_CWORD; i++ )); do
    word=\${COMP_WORDS[i]}
    if (( i > 0 )) && [[ $glue || $word == [=:] ]]; then words[\${#words[@]}-1]+=$word; else words+=("$word"); fi
    if [[ $word == [=:] ]]; then glue=1; else glue=''; fi
  done
  local cur=\${words[\${#words[@]}-1]}
`;function u(n){let i=l(n).flatMap(({path:o,commands:t})=>t.map(a=>({at:`${s(o)}:${a.path.at(-1)}`,to:s(a.path)}))),e=p(n).flatMap(({at:o})=>o);return`  for (( i = 1; i < \${#words[@]} - 1; i++ )); do
    word=\${words[i]}
    if [[ $option ]]; then option=''; continue; fi
    case "$command:$word" in
${i.map(({at:o,to:t})=>`      ${r(o)}) command=${r(t)}; index=0 ;;`).join(`
`)}
      :-V|:--version|:-h|:--help) ;;
      :*) command=${d}; (( i-- )) ;;
      ${e.map(r).join("|")}) option=$word ;;
      *:-?*) ;;
      *) (( ++index )) ;;
    esac
  done
  if [[ -z $option && $cur == --*=* ]]; then option=\${cur%%=*}; cur=\${cur#*=}; [[ $COMP_WORDBREAKS == *=* ]] || lead=$option=; fi
`}function h(n){let i=l(n),e=i.flatMap(t=>C(t).map((a,$)=>({at:[`${s(t.path)}:${a.isVariadic?"*":$}`],value:a}))),o=i.map(t=>`      ${r(s(t.path))}) choices=${r(g(t,n).join(" "))} ;;`);return`  if [[ $option ]]; then
    case "$command:$option" in
${c(p(n))}
    esac
  elif [[ $cur == -* ]]; then
    case $command in
${o.join(`
`)}
    esac
  else
    case "$command:$index" in
${c(e)}
    esac
  fi
`}var w=`  part=$cur
  if [[ $list && $cur == *,* ]]; then lead+=\${cur%,*},; part=\${cur##*,}; fi
  if [[ $files == after ]]; then
    files=''
    if [[ $cur == *=* ]]; then choices='' files=1 part=\${cur#*=}; [[ $COMP_WORDBREAKS == *=* ]] || lead+=\${cur%%=*}=; fi
  fi
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$lead$word"); done < <(compgen -W "$choices" -- "$part")
  [[ $files == unless && \${#COMPREPLY[@]} -gt 0 ]] && files=''
  if [[ $files ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do COMPREPLY+=("$lead$word"); done < <(compgen -f -- "$part")
  fi
`;function s(n){return n.join(" ")}function p(n){return l(n).flatMap(i=>f(i,n).flatMap(({flags:e,value:o})=>o===null?[]:[{at:e.map(t=>`${s(i.path)}:${t}`),value:o}]))}function f(n,i){let e=i.commands.find(({path:[a]})=>a===d),t=n.path.length===0&&e?.options||[];return[...n.options,...t.filter(({flags:a})=>!a.includes("--help"))]}function g(n,i){return f(n,i).flatMap(({flags:e})=>e)}function C(n){if(n.commands.length===0)return n.arguments;let i=n.commands.flatMap(({path:o})=>o.slice(-1)),e=n.path.length===0?"itself":"none";return[{name:"command",words:i,isList:!1,path:e,isVariadic:!1}]}function c(n){return[...Map.groupBy(n,({value:e})=>S(e))].map(([e,o])=>`      ${o.flatMap(({at:a})=>a).map(a=>a.endsWith("*")?`${r(a.slice(0,-1))}*`:r(a)).join("|")}) ${e} ;;`).join(`
`)}function S({name:n,words:i,isList:e,path:o}){let t={none:"",itself:n==="command"?"files=unless":"files=1","after word=":"files=after"}[o];return[`choices=${r(i.join(" "))}`,t,e?"list=1":""].filter(a=>a!=="").join(" ")}function r(n){return`'${n.replaceAll("'","'\\''")}'`}export{O as a,f as b};
