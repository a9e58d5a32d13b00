const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{m as r}from"./chunk-4Q3E3IRD.js";import{a as o}from"./chunk-BIQBDBJR.js";var e=r(o);export{e as a};
