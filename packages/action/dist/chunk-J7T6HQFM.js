const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a}from"./chunk-67R7DU4C.js";import"./chunk-YRVATRD7.js";export{a as staysBy};
