const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as o,b as e}from"./chunk-6RMWHEYD.js";import"./chunk-U5JRYT4F.js";import"./chunk-WUCJCR5S.js";import"./chunk-FPUCTWO3.js";import"./chunk-AXKO7FI2.js";var p={id:"csv",title:"Components as CSV",*render(r){let{columns:t,rows:s}=e(r,"component");yield o(t);for(let c of s)yield o(c)}};export{p as csv};
