const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{b as r}from"./chunk-63Q7G4ZS.js";import{b as f}from"./chunk-HSD3PXZK.js";import{a as p}from"./chunk-D2TOMBMI.js";import"./chunk-BTXZF5FW.js";import"./chunk-325B3ZVK.js";import"./chunk-BMKPRZOC.js";import"./chunk-DDEM5MKS.js";import"./chunk-533YJ67X.js";import"./chunk-FD7W6DB2.js";import"./chunk-WWT3O45F.js";import"./chunk-YRVATRD7.js";function g(n){let s=f(n),e=s.flatMap(({path:t})=>t.length===0?[]:[o(t.join(" "))]);return`# Completion of fineprint for fish, made by "fineprint completion fish".
function __fineprint_in
    set -l path
    set -l words (commandline -opc)
    set -l isValue
    set -l isOther
    for word in $words[2..]
        if test -n "$isValue"
            set isValue
            continue
        end
        if test -z "$path"; and string match -qr '^-.' -- $word
            contains -- $word ${r(n,n).flatMap(({flags:t,value:a})=>a===null?[]:t).join(" ")}; and set isValue 1
            continue
        end
        set isOther 1
        set -l next (string join ' ' -- $path $word)
        contains -- $next ${e.join(" ")}; or break
        set path $next
    end
    if test -z "$path"; and test -n "$isOther"
        set path ${p}
    end
    test "$path" = "$argv[1]"
end
function __fineprint_list
    set -l lead (string match -r '.*,' -- (string replace -r '^--[^=]*=' '' -- (commandline -ct)))
    printf "$lead%s\\n" $argv
end
function __fineprint_formats
    set -l parts (string split -m 1 = -- (commandline -ct))
    if set -q parts[2]
        printf "$parts[1]=%s\\n" (__fish_complete_path $parts[2])
    else
        printf '%s\\n' $argv
    end
end
complete -c fineprint -f
${s.flatMap(t=>d(t,n)).join(`
`)}
`}function d(n,s){let e=n.path.length===0,i=`complete -c fineprint -n ${o(`__fineprint_in ${o(n.path.join(" "))}`)}`;return[...n.commands.map(({path:t,summary:a})=>`${i} -a ${t.at(-1)} -d ${o(a)}`),...e?[`${i} -F`]:[],...r(n,s).map(t=>`${i} ${m(t)}`),...n.arguments.map(t=>`${i} ${$(t,"")}`.trimEnd())]}function m({flags:n,summary:s,value:e}){return`${n.map(t=>t.startsWith("--")?`-l ${t.slice(2)}`:`-s ${t.slice(1)}`).join(" ")}${e===null?"":` ${$(e,"-r ")}`} -d ${o(s)}`}function $({words:n,isList:s,path:e},i){let t=n.join(" "),a=e==="itself"?"-F":i===""?"":"-f",l=s?"__fineprint_list":e==="after word="?"__fineprint_formats":null,c=n.length===0?"":` -a ${o(l===null?t:`(${l} ${t})`)}`;return`${i}${a}${c}`}function o(n){return`'${n.replaceAll("\\","\\\\").replaceAll("'","\\'")}'`}export{g as fish};
