const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import"./chunk-TWZCXFNX.js";import"./chunk-CO7IC4FC.js";import"./chunk-5BS5LX33.js";import"./chunk-BDKOJBOE.js";import"./chunk-WUXQFNQJ.js";import{c as i}from"./chunk-CHEUGLYH.js";import"./chunk-FD7W6DB2.js";import"./chunk-DZ5ODAPV.js";import"./chunk-TOEHVT5Y.js";import"./chunk-WWT3O45F.js";import"./chunk-Y33TMPQJ.js";import"./chunk-DCWI6QEG.js";import"./chunk-RLMUAXAM.js";import"./chunk-YRVATRD7.js";function a(t){let{stderr:n,stdout:r,env:e}=t,{columns:s}=n;return!n.isTTY||s===void 0?t:{stdout:r,env:e,stderr:{isTTY:!0,columns:s,write:u=>n.write(u.split(`
`).map(o=>c(o)?o:d(o,s)).join(`
`))}}}function d(t,n){if(i(t,n,"")===t)return t;let r=/^ *(?:- )?/.exec(t)?.[0]??"",e=r.length+(r===""||r.endsWith("- ")?0:2),s=i(t.slice(r.length),Math.max(n-e,24),"");return r+s.replaceAll(/\s*\n\s*/g,`
${" ".repeat(e)}`)}function c(t){return/^ *\d* \| |^ *\|$|[\r\x1b]/.test(t)}export{a as withFoldedRemarks};
