const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{m as r}from"./chunk-OYOWZNIY.js";import{a as o}from"./chunk-2ACRCSOK.js";var e=r(o);export{e as a};
