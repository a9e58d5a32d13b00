const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{L as t}from"./chunk-MWXW2MAW.js";var o=/^[=+\-@\t\r\0＝＋－＠]/,s=/[",\r\n;]|^[:#\s]/;function u(r){return`${r.map(n=>typeof n=="string"?e(n):n??"").join(",")}\r
`}function e(r){let n=`${o.test(r)?"'":""}${t(r)}`;return s.test(n)?`"${n.replaceAll('"','""')}"`:n}export{u as a};
