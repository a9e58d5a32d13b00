const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import"./chunk-4I656T6D.js";import"./chunk-UUOYKV7O.js";import"./chunk-5BS5LX33.js";import"./chunk-BDKOJBOE.js";import"./chunk-GPUNNGRH.js";import{c as i}from"./chunk-QQPXPQNA.js";import"./chunk-G3G7EIWD.js";import"./chunk-RE2EUYP4.js";import"./chunk-SFGXDXAF.js";import"./chunk-F3LOYSHK.js";import"./chunk-Y33TMPQJ.js";import"./chunk-M74OOQDZ.js";import"./chunk-RLMUAXAM.js";import"./chunk-Y654QILL.js";function g(r){let{stderr:n,stdout:s,env:u}=r,{columns:t}=n;return!n.isTTY||t===void 0?r:{stdout:s,env:u,stderr:{isTTY:!0,columns:t,write:e=>n.write(e.split(`
`).map(o=>d(o)?o:i(o,t,"")).join(`
`))}}}function d(r){return/^ *\d* \| |^ *\|$|[\r\x1b]/.test(r)}export{g as withFoldedRemarks};
