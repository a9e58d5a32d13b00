const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b,c,d}from"./chunk-VMGWWN2G.js";import"./chunk-G2HSFYTZ.js";import"./chunk-WNM3SGY2.js";import"./chunk-DS3355ZB.js";import"./chunk-BHTT3OSP.js";import"./chunk-Y654QILL.js";export{c as commitNamed,d as filesOf,b as isRef,a as openHistory};
