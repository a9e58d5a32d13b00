const __filename = import.meta.filename; const __dirname = import.meta.dirname;
import{a,b,c,d}from"./chunk-OJ2D4P6W.js";import"./chunk-533YJ67X.js";import"./chunk-SFGXDXAF.js";import"./chunk-F3LOYSHK.js";import"./chunk-Y33TMPQJ.js";import"./chunk-M74OOQDZ.js";import"./chunk-RLMUAXAM.js";import"./chunk-Y654QILL.js";export{c as commitNamed,d as filesOf,b as isRef,a as openHistory};
