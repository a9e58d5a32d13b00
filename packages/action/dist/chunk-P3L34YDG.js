const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a as o,b as e}from"./chunk-XTO5MDPQ.js";import"./chunk-2HBAUOSH.js";import"./chunk-ABXWHRV5.js";import"./chunk-FPUCTWO3.js";import"./chunk-Y654QILL.js";var p={id:"csv",title:"Components as CSV",*render(r){let{columns:t,rows:s}=e(r,"component");yield o(t);for(let c of s)yield o(c)}};export{p as csv};
