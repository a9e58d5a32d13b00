const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{L as n,M as r}from"./chunk-MWXW2MAW.js";var o=/\r\n|[\n\r\v\f\u0085\u2028\u2029]/;function l(t){return t.split(o).map(i=>r(n(i.replaceAll("	","    ").trimEnd())))}export{l as a};
